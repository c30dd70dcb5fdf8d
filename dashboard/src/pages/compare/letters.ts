/** The letter that stands for the n-th compared run: A, B, … H. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}
