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

const shapes = fc.array(upTo(4), { minLength: 0, maxLength: 5 });

const functions: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  abs: tf.abs,
  neg: tf.neg,
  exp: tf.exp,
  "log of |x| + 1": (x) => tf.log(tf.add(tf.abs(x), 1)),
  "sqrt of |x| + 1": (x) => tf.sqrt(tf.add(tf.abs(x), 1)),
  "rsqrt of |x| + 1": (x) => tf.rsqrt(tf.add(tf.abs(x), 1)),
  "reciprocal of |x| + 1": (x) => tf.reciprocal(tf.add(tf.abs(x), 1)),
  square: tf.square,
  sign: tf.sign,
  floor: tf.floor,
  ceil: tf.ceil,
  round: tf.round,
  sin: tf.sin,
  cos: tf.cos,
  erf: tf.erf,
  "clip by value": (x) => tf.clipByValue(x, -0.5, 0.75),
  relu: tf.relu,
  relu6: (x) => tf.relu6(tf.mul(x, 5)),
  elu: tf.elu,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  softplus: tf.softplus,
  "leaky relu": (x) => tf.leakyRelu(x, 0.3),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
};

for (const [name, compute] of Object.entries(functions))
  test(`${name} and its gradient agree for all shapes, also of zeros`, async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        shapes,
        fc.constantFrom(normal, coarse),
        async (seed, shape, numbers) => {
          await expectAgreement(backends, withGradients(compute, ["x"]), {
            x: numbers(seed, "x", shape),
            dy: normal(seed, "dy", shape),
          });
        },
      ),
      { numRuns: 12 },
    );
  });

/** Two shapes that broadcast, up to the four axes of images. */
const broadcastPairs = fc
  .array(fc.record({ side: upTo(4), a: fc.boolean(), b: fc.boolean() }), { maxLength: 4 })
  .chain((axes) =>
    fc.nat({ max: axes.length }).map((cut) => ({
      a: axes.map(({ side, a }) => (a ? side : 1)),
      b: axes.map(({ side, b }) => (b ? side : 1)).slice(cut),
    })),
  );

const operations: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  sum: tf.add,
  difference: tf.sub,
  product: tf.mul,
  "quotient by |b| + 1": (a, b) => tf.div(a, tf.add(tf.abs(b), 1)),
  "power of |a| + 1": (a, b) => tf.pow(tf.add(tf.abs(a), 1), b),
};

/** tfjs's gradients of these know no broadcasting. */
const alike: typeof operations = {
  maximum: tf.maximum,
  minimum: tf.minimum,
  "squared difference": tf.squaredDifference,
};

for (const [name, compute] of Object.entries(operations))
  test(`the ${name} and its gradients agree for all shapes that broadcast`, async () => {
    await fc.assert(
      fc.asyncProperty(seeds, broadcastPairs, async (seed, { a, b }) => {
        const shape = tf.broadcast_util.assertAndGetBroadcastShape(a, b);
        await expectAgreement(backends, withGradients(compute, ["a", "b"]), {
          a: normal(seed, "a", a),
          b: normal(seed, "b", b),
          dy: normal(seed, "dy", shape),
        });
      }),
      { numRuns: 12 },
    );
  });

for (const [name, compute] of Object.entries(alike))
  test(`the ${name} agrees, broadcast too, and its gradients for equal shapes`, async () => {
    await fc.assert(
      fc.asyncProperty(seeds, broadcastPairs, async (seed, { a, b }) => {
        const step = ({ a, b }: Record<string, tf.Tensor>) => ({
          y: compute(a as tf.Tensor, b as tf.Tensor),
        });
        const inputs = { a: normal(seed, "a", a), b: normal(seed, "b", b) };
        await expectAgreement(backends, step, inputs);
        await expectAgreement(backends, withGradients(compute, ["a", "b"]), {
          a: inputs.a,
          b: normal(seed, "c", a),
          dy: normal(seed, "dy", a),
        });
      }),
      { numRuns: 10 },
    );
  });

test("comparisons, logic and what is chosen by them agree, also of equal numbers", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, broadcastPairs, async (seed, shapes) => {
      const step = ({ a, b }: Record<string, tf.Tensor>) => {
        const [x, y] = [a as tf.Tensor, b as tf.Tensor];
        const [less, equal] = [tf.less(x, y), tf.equal(x, y)];
        return {
          less,
          equal,
          lessEqual: tf.lessEqual(x, y),
          greater: tf.greater(x, y),
          greaterEqual: tf.greaterEqual(x, y),
          notEqual: tf.notEqual(x, y),
          either: tf.logicalOr(less, equal),
          both: tf.logicalAnd(tf.logicalNot(less), equal),
          chosen: tf.where(less, tf.add(x, y), tf.mul(x, y)),
          whole: tf.cast(tf.add(x, y), "int32"),
          number: tf.cast(less, "float32"),
          step: tf.step(x, 0.2),
        };
      };
      await expectAgreement(backends, step, {
        a: coarse(seed, "a", shapes.a),
        b: coarse(seed, "b", shapes.b),
      });
    }),
    { numRuns: 30 },
  );
});

test("a sum of many and a soft maximum agree", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, upTo(5), upTo(7), async (seed, rows, columns) => {
      const compute = (x: tf.Tensor) =>
        tf.addN([x, tf.logSoftmax(x as tf.Tensor2D), tf.softmax(x as tf.Tensor2D)]);
      await expectAgreement(backends, withGradients(compute, ["x"]), {
        x: normal(seed, "x", [rows, columns]),
        dy: normal(seed, "dy", [rows, columns]),
      });
    }),
    { numRuns: 20 },
  );
});
