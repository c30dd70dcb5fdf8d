/** Spearman's rank correlation; ties have the mean of their ranks. Null where one of the two never changes. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [ranksOfA, ranksOfB] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(ranksOfA[i] as number) - mean, (ranksOfB[i] as number) - mean];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? null : both / Math.sqrt(ofA * ofB);
}

function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((i, j) =>
    compare(values[i] as number, values[j] as number),
  );
  const result = new Float64Array(values.length);
  for (let begin = 0; begin < order.length; ) {
    let end = begin;
    while (end < order.length && values[order[end] as number] === values[order[begin] as number])
      end++;
    for (let i = begin; i < end; i++) result[order[i] as number] = (begin + 1 + end) / 2;
    begin = end;
  }
  return result;
}

/** Not by difference: two infinities have none. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
