/** The list with `field` at place `to`, bounded by the list's ends. */
export function moved(fields: readonly string[], field: string, to: number): string[] {
  const others = fields.filter((each) => each !== field);
  const place = Math.min(others.length, Math.max(0, to));
  return [...others.slice(0, place), field, ...others.slice(place)];
}
