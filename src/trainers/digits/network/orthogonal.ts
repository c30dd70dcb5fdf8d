import { tensor } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { createRandom } from "../../../core/random.js";

/**
 * Kernels whose rows or columns, whichever are fewer, are orthogonal and of length `gain` (Saxe et al. 2014); all axes but the last
 * count as one. tfjs's own takes minutes for a layer of ordinary size, so that only its name is used, for saved models.
 */
export function orthogonal(gain: number, seed: number) {
  const apply = (shape: number[]) =>
    tensor(orthogonalNumbers(shape, { gain, seed }), shape, "float32");
  return Object.assign(tfl.initializers.orthogonal({ gain, seed }), { apply });
}

/** Row-major. */
function orthogonalNumbers(shape: number[], { gain, seed }: { gain: number; seed: number }) {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  const vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), seed);
  const numbers = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [vector, at] = rows < columns ? [row, column] : [column, row];
      numbers[row * columns + column] = gain * (vectors[vector]?.[at] ?? 0);
    }
  return numbers;
}

/** `count` vectors of normal numbers, made orthogonal one after another (Gram and Schmidt, the stable order of sums). */
function orthonormal(count: number, length: number, seed: number): Float64Array[] {
  const random = createRandom(seed, "orthogonal");
  const done: Float64Array[] = [];
  while (done.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const other of done) addMultiple(vector, other, -dot(vector, other));
    for (const other of done) addMultiple(vector, other, -dot(vector, other)); // what rounding left of them
    const norm = Math.sqrt(dot(vector, vector));
    done.push(vector.map((number) => number / norm));
  }
  return done;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addMultiple(vector: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++)
    vector[i] = (vector[i] as number) + factor * (other[i] as number);
}
