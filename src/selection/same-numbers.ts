type Numbers = Int32Array | Uint8Array;

export function sameNumbers(a: Numbers, b: Numbers): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
