/**
 * An exponential moving average, debiased as TensorBoard's: the average begins at 0 and is divided by the weight that it
 * has gathered, so that the first value stands for itself. Non-finite values are passed on and leave the average alone.
 *
 * @param weight from 0, which changes nothing, to below 1: how much of the average so far is kept at each value.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const result = Float64Array.from(values);
  if (weight <= 0) return result;
  let average = 0;
  let forgotten = 1; // what the average still has of its beginning at 0: weight ** values so far
  for (let i = 0; i < result.length; i++) {
    const value = result[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    average = average * weight + value * (1 - weight);
    forgotten *= weight;
    result[i] = average / (1 - forgotten);
  }
  return result;
}
