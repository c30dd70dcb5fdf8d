import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { test } from "vitest";
import {
  coarse,
  expectAgreement,
  normal,
  seeds,
  upTo,
  useBothBackends,
  withGradients,
} from "./support.js";

const backends = useBothBackends();

/** Four axes, and some of them. */
const reductions = fc.record({
  seed: seeds,
  shape: fc.tuple(upTo(3), upTo(4), upTo(4), upTo(5)),
  axes: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
  keepDims: fc.boolean(),
});

/** After a convolution the graph holds images with their channels first, which other operators must notice. */
function turned(x: tf.Tensor): tf.Tensor {
  const c = x.shape[3] ?? 1;
  return tf.conv2d(x as tf.Tensor4D, tf.reshape(tf.eye(c), [1, 1, c, c]) as tf.Tensor4D, 1, "same");
}

type Reduce = (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor;
const reduce: Record<string, Reduce> = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min };

for (const [name, compute] of Object.entries(reduce))
  test(`the ${name} along any axes agrees, with its gradient, also after a convolution`, async () => {
    await fc.assert(
      fc.asyncProperty(reductions, fc.boolean(), async ({ seed, shape, axes, keepDims }, turn) => {
        const step = withGradients((x) => compute(turn ? turned(x) : x, axes, keepDims), ["x"]);
        const [kept, left] = [
          shape.map((side, i) => (axes.includes(i) ? 1 : side)),
          shape.filter((_, i) => !axes.includes(i)),
        ];
        await expectAgreement(backends, step, {
          x: normal(seed, "x", shape),
          dy: normal(seed, "dy", keepDims ? kept : left),
        });
      }),
      { numRuns: 20 },
    );
  });

test("the position of the largest and the smallest number agrees: the first of equals", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, upTo(5), upTo(6), async (seed, rows, columns) => {
      const step = ({ x }: Record<string, tf.Tensor>) => ({
        largest: tf.argMax(x as tf.Tensor, 1),
        smallest: tf.argMin(x as tf.Tensor, 0),
      });
      await expectAgreement(backends, step, { x: coarse(seed, "x", [rows, columns]) });
    }),
    { numRuns: 20 },
  );
});

const moves: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  reshape: (x) => tf.reshape(x, [x.shape[0] ?? 1, -1]),
  expandDims: (x) => tf.expandDims(x, 2),
  transpose: (x) => tf.transpose(x, [2, 0, 3, 1]),
  tile: (x) => tf.tile(x, [2, 1, 3, 1]),
  slice: (x) => tf.slice(x, [0, 1, 0, 0], [-1, 2, -1, 1]),
  reverse: (x) => tf.reverse(x, [1, 3]),
  pad: (x) =>
    tf.pad(
      x,
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
      0.5,
    ),
  concat: (x) => tf.concat([x, tf.square(x), x], 3),
  stack: (x) => tf.stack([x, tf.neg(x)], 1),
  split: (x) =>
    tf.mul(...(tf.split(x, [1, 2], 1).map((part) => tf.sum(part, 1)) as [tf.Tensor, tf.Tensor])),
  unstack: (x) => tf.sub(...(tf.unstack(x, 1).slice(0, 2) as [tf.Tensor, tf.Tensor])),
};

for (const [name, compute] of Object.entries(moves))
  test(`${name} agrees, with its gradient, also after a convolution`, async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        upTo(3),
        upTo(4),
        upTo(5),
        fc.boolean(),
        async (seed, n, w, c, turn) => {
          const shape = [n, 3, w, c];
          const moved = (x: tf.Tensor) => compute(turn ? turned(x) : x);
          const step = ({ x }: Record<string, tf.Tensor>) => {
            const objective = (x: tf.Tensor) => tf.sum(tf.square(moved(x))) as tf.Scalar;
            return { y: moved(x as tf.Tensor), dx: tf.grad(objective)(x as tf.Tensor) };
          };
          await expectAgreement(backends, step, { x: normal(seed, "x", shape) });
        },
      ),
      { numRuns: 10 },
    );
  });

test("matrix products agree for all sizes, either side transposed, in batches or not", async () => {
  const sizes = fc.record({
    seed: seeds,
    batch: fc.constantFrom([], [1], [3]),
    m: upTo(9),
    k: upTo(9),
    n: upTo(9),
    tA: fc.boolean(),
    tB: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(sizes, async ({ seed, batch, m, k, n, tA, tB }) => {
      const multiply = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, tA, tB);
      await expectAgreement(backends, withGradients(multiply, ["a", "b"]), {
        a: normal(seed, "a", [...batch, ...(tA ? [k, m] : [m, k])]),
        b: normal(seed, "b", [...batch, ...(tB ? [n, k] : [k, n])]),
        dy: normal(seed, "dy", [...batch, m, n]),
      });
    }),
    { numRuns: 40 },
  );
});
