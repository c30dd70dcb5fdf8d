import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createBoth, expectAgreement, seeds, upTo } from "./support.js";

beforeAll(createBoth);

const sizes = fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 16, 17, 70, 300);

test("matrix products agree with the reference for all sizes, either side transposed", async () => {
  const cases = fc.record({
    seed: seeds,
    m: sizes,
    k: sizes,
    n: sizes,
    tA: fc.boolean(),
    tB: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, m, k, n, tA, tB }) =>
      expectAgreement(
        (make) => [tf.matMul(make(tA ? [k, m] : [m, k]), make(tB ? [n, k] : [k, n]), tA, tB)],
        { seed },
      ),
    ),
    { numRuns: 80 },
  );
});

test("products of batches broadcast", async () => {
  const batches = fc.constantFrom<[number[], number[]]>(
    [[3], [3]],
    [[3], []],
    [[], [2]],
    [[2, 3], [3]],
    [[1], [4]],
  );
  await fc.assert(
    fc.asyncProperty(seeds, batches, upTo(9), upTo(9), (seed, [batchA, batchB], m, n) =>
      expectAgreement((make) => [tf.matMul(make([...batchA, m, 5]), make([...batchB, 5, n]))], {
        seed,
      }),
    ),
    { numRuns: 30 },
  );
});

test("batches broadcast in both directions at once, which the reference does not do", async () => {
  await tf.setBackend("wasm");
  const [a, b] = [
    tf.tensor([1, 2, 3, 4], [2, 1, 1, 2]),
    tf.tensor([1, 2, 3, 4, 5, 6], [1, 3, 2, 1]),
  ];
  const product = tf.matMul(a, b);
  expect(product.shape).toEqual([2, 3, 1, 1]);
  expect([...product.dataSync()]).toEqual([5, 11, 17, 11, 25, 39]);
});

test("a product fused with a bias and an activation agrees", async () => {
  const activations = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const;
  await fc.assert(
    fc.asyncProperty(seeds, fc.constantFrom(...activations), sizes, (seed, activation, n) =>
      expectAgreement(
        (make) => {
          const fused = { activation, leakyreluAlpha: 0.3 } as const;
          const [a, b, bias] = [make([4, 6]), make([6, n]), make([n])];
          return [tf.fused.matMul({ a, b, bias, ...fused }), tf.fused.matMul({ a, b, ...fused })];
        },
        { seed },
      ),
    ),
    { numRuns: 30 },
  );
});

test("the gradients of a product agree", async () => {
  await expectAgreement(
    (make) => {
      const [a, b] = [make([65, 300]), make([300, 24])];
      return tf.grads((a, b) => tf.matMul(a, b))([a, b], make([65, 24]));
    },
    { seed: 3 },
  );
});

test("integers are refused with what was expected", async () => {
  await tf.setBackend("wasm");
  const a = tf.tensor2d([[1]], [1, 1], "int32");
  expect(() =>
    tf.engine().runKernel("BatchMatMul", { a, b: a }, { transposeA: false, transposeB: false }),
  ).toThrow("wasm: matMul: expected float32, got int32");
});

test("products of nothing are empty, and sums of nothing are zero", async () => {
  await tf.setBackend("wasm");
  const shapes: [number, number, number][] = [
    [0, 3, 4],
    [3, 4, 0],
    [2, 0, 3],
  ];
  for (const [m, k, n] of shapes) {
    const product = tf.matMul(tf.ones([m, k]), tf.ones([k, n]));
    expect([product.shape, ...product.dataSync()]).toEqual([[m, n], ...Array(m * n).fill(0)]);
  }
});
