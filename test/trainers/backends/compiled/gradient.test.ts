import { expect, test } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import type { NumberArray, NumberArrays } from "../../../../src/trainers/backends/backend.js";
import { useBothBackends } from "./support.js";
import { type Options, setUp } from "./training.js";

/**
 * The gradient of a whole training step, as the step itself moves the weights, against the slope of the loss that it reports: central
 * differences, weight by weight, along the gradient (where the slope must be its length) and along random directions.
 */

const backends = useBothBackends();

/** Change of the loss that a difference aims at: far above rounding (1e-6), small against the loss. */
const RISE = 5e-3;
const FARTHEST = 0.03; // where a gradient is small, the curve must not matter either

interface Slope {
  name: string;
  /** The length of this weight's gradient. */
  length: number;
  /** What the gradient says of a direction, and what the loss does along it. */
  along: { predicted: number; measured: number }[];
}

async function slopesOf(options: Options): Promise<Slope[]> {
  const given = { gradient_clip: null, weight_decay: 0, ...options, rate: 1 };
  const { network, step, checkpointer, dispose } = setUp(backends.compiled, given);
  const start = await checkpointer.take();
  await step(1);
  const moved = await checkpointer.take();
  const lossAt = async (weights: NumberArrays) => {
    await checkpointer.restore(weights);
    return (await step(1)).loss?.data[0] ?? Number.NaN;
  };
  const slopes: Slope[] = [];
  for (const { name, trainable } of network.weights) {
    if (!trainable) continue;
    const weight = start[name] as NumberArray;
    const gradient = Array.from(weight.data, (w, i) => w - (moved[name]?.data[i] as number));
    const length = Math.hypot(...gradient);
    const distance = Math.min(FARTHEST, RISE / length);
    const along: Slope["along"] = [];
    for (const direction of [unit(gradient), random(name, 1), random(name, 2)]) {
      const ahead = await lossAt({ ...start, [name]: shifted(weight, direction, distance) });
      const behind = await lossAt({ ...start, [name]: shifted(weight, direction, -distance) });
      const predicted = gradient.reduce((sum, g, i) => sum + g * (direction[i] as number), 0);
      along.push({ predicted, measured: (ahead - behind) / (2 * distance) });
    }
    slopes.push({ name, length, along });

    function random(...path: (string | number)[]): number[] {
      const numbers = createRandom(...path);
      return unit(Array.from(weight.data, () => numbers.normal()));
    }
  }
  dispose();
  network.dispose();
  return slopes;
}

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((x) => x / length);
}

function shifted({ data, shape }: NumberArray, direction: number[], by: number): NumberArray {
  return { data: Float32Array.from(data, (w, i) => w + by * (direction[i] as number)), shape };
}

/** How far the measured slopes are from the predicted ones at most, in lengths of the weight's gradient. */
function worst(slopes: Slope[]): number {
  return Math.max(
    ...slopes.flatMap(({ length, along }) =>
      along.map(({ predicted, measured }) => Math.abs(predicted - measured) / length),
    ),
  );
}

const SMOOTH = {
  layers: [
    {
      conv: {
        filters: 4,
        kernel: 5,
        strides: 4,
        activation: "tanh",
        kernel_regularizer: { l2: 0.05 },
      },
    },
    { separable_conv: { filters: 6, activation: "gelu", activity_regularizer: { l2: 0.02 } } },
    "batch_norm",
    { activation: "swish" },
    {
      concat: [
        [{ conv: { filters: 3, kernel: 1, activation: "mish" } }],
        [{ avg_pool: { size: 3, strides: 1, padding: "same" } }],
      ],
    },
    { residual: [{ depthwise_conv: { kernel: 2, activation: "softplus" } }, "layer_norm"] },
    { dropout: { rate: 0.2, spatial: true } },
    "flatten",
    { dense: { units: 9, activation: "sigmoid" } },
    { dropout: 0.2 },
    { dense: { units: 8, activation: "softmax", bias_initializer: { constant: 0.1 } } },
  ],
};

const losses = ["cross_entropy", "focal", "poly", "mse"];

test.each(losses)(
  "with the loss %s the gradient is the slope of a smooth network's loss",
  async (loss) => {
    const slopes = await slopesOf({ model: SMOOTH, loss, label_smoothing: 0.1 });
    expect(slopes).toHaveLength(19);
    for (const { name, length } of slopes) expect(length, name).toBeGreaterThan(1e-5);
    expect(worst(slopes)).toBeLessThan(0.02);
  },
);

/** Background is black: without a bias it would lie on the kink. */
const raised = { bias_initializer: { constant: 0.1 } };

/** Other kinks are rarely within reach of a difference, so that a few percent are allowed. */
const KINKED = {
  layers: [
    { conv: { filters: 6, activation: "leaky_relu", kernel_regularizer: { l1: 0.01 }, ...raised } },
    { max_pool: 4 },
    { conv: { filters: 8, padding: "valid", strides: 2 } },
    "prelu",
    { conv: { filters: 8, activation: "elu" } },
    "global_max_pool",
    { dense: { units: 8, activation: "selu" } },
  ],
};

test("the gradient is the slope of the loss of a network with kinks, off them", async () => {
  const slopes = await slopesOf({ model: KINKED, loss: "squared_hinge" });
  expect(slopes).toHaveLength(11);
  expect(worst(slopes)).toBeLessThan(0.05);
});

test("a gradient that is 5 % too long is found, and one that is nearly at a right angle to the true one", async () => {
  const slopes = await slopesOf({ model: SMOOTH });
  const [first] = slopes;
  const [own, ...others] = first?.along ?? [];
  if (!first || !own) throw new Error("expected a slope");
  const wrong = (predicted: number) => [{ ...first, along: [{ ...own, predicted }, ...others] }];
  expect(worst(wrong(own.predicted * 1.05))).toBeGreaterThan(0.03);
  expect(worst(wrong(own.predicted * 0.1))).toBeGreaterThan(0.5);
});
