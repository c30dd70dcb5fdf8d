/** The first `most` of these names, and whether there are others: `a, b, …`. */
export function firstOf(names: readonly string[], most: number): string {
  return [...names.slice(0, most), ...(names.length > most ? ["…"] : [])].join(", ");
}
