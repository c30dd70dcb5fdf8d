/** `` one of `a`, `b` ``; `none` where there is nothing. */
export function shownList(items: readonly string[], none: string): string {
  return items.length > 0 ? `one of ${items.map((item) => `\`${item}\``).join(", ")}` : none;
}
