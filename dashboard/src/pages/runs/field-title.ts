/** What people call a field of the filter language. */
export function fieldTitle(field: string): string {
  return field === "variant" ? "configuration" : field;
}
