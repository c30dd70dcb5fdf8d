import { expect, test } from "vitest";
import type { NumberArrays } from "../../../../src/trainers/backends/backend.js";
import { compiled } from "../../../../src/trainers/backends/compiled/compiled.js";
import { cpu } from "../../../../src/trainers/backends/cpu.js";
import { wasm } from "../../../../src/trainers/backends/wasm/wasm.js";
import { lossChoice } from "../../../../src/trainers/digits/losses/options.js";
import { buildNetwork } from "../../../../src/trainers/digits/network/build.js";
import { createCheckpointer } from "../../../../src/trainers/digits/network/checkpoint.js";
import { createOptimizer } from "../../../../src/trainers/digits/optimizers/index.js";
import { averagingStep } from "../../../../src/trainers/digits/training/averaging-step.js";
import {
  createTrainingStep,
  stepScalars,
} from "../../../../src/trainers/digits/training/training-step.js";
import { keptAverage } from "../../../../src/trainers/digits/training/weight-averaging.js";
import { batchOf, planOf } from "../support.js";

const DECAY = 0.4; // reached in the sixth step

test.for([cpu, wasm, compiled])(
  "on $type every weight's average follows the plain formula, statistics of batch normalisation too",
  async (descriptor, { skip }) => {
    skip((await descriptor.unavailable()) !== null);
    const backend = await descriptor.create({ threads: 1 });
    const plan = planOf({ model: { type: "mlp", hidden: [16] }, batch_norm: true });
    const [trained, averaged] = [buildNetwork(plan, 3), buildNetwork(plan, 3)];
    const optimizer = createOptimizer({ type: "sgd", options: {} });
    const { step, dispose } = createTrainingStep(trained, optimizer, {
      loss: lossChoice.resolve("cross_entropy"),
      gradientClip: null,
    });
    const run = backend.prepare(averagingStep(step, trained, averaged));
    const weights = createCheckpointer(backend, trained);
    const averages = createCheckpointer(backend, averaged);

    let expected = await weights.take();
    expect(await averages.take()).toEqual(expected);
    for (let n = 1; n <= 8; n++) {
      const kept = keptAverage({ decay: DECAY }, n);
      const scalars = { ...stepScalars(optimizer, { rate: 0.5, step: n, weightDecay: 0 }), kept };
      await run({ ...batchOf(8), ...asInputs(scalars) });
      expected = followed(expected, await weights.take(), kept);
      expectClose(await averages.take(), expected);
    }
    const moved = distance(await weights.take(), expected);
    expect(Object.keys(moved).join(" ")).toContain("/moving_variance");
    for (const [name, far] of Object.entries(moved)) expect(far, name).toBeGreaterThan(1e-4);
    dispose();
    trained.dispose();
    averaged.dispose();
    backend.dispose();
  },
);

test("a step that is not told how much of the averages to keep says so", () => {
  const network = buildNetwork(planOf({ model: { type: "mlp", hidden: [4] } }), 1);
  const step = averagingStep(() => ({}), network, network);
  expect(() => step({})).toThrow("training step: expected a tensor `kept`");
  network.dispose();
});

test("the first averages reach back a ninth of the steps, later ones as far as the decay says", () => {
  const kept = [1, 2, 8, 90, 1789, 1790, 1e6].map((step) => keptAverage({ decay: 0.995 }, step));
  expect(kept).toEqual([2 / 11, 3 / 12, 9 / 18, 91 / 100, 1790 / 1799, 0.995, 0.995]);
});

function asInputs(scalars: Record<string, number>): NumberArrays {
  return Object.fromEntries(
    Object.entries(scalars).map(([name, v]) => [name, { data: Float32Array.of(v), shape: [] }]),
  );
}

/** average ← kept · average + (1 − kept) · weight */
function followed(averages: NumberArrays, weights: NumberArrays, kept: number): NumberArrays {
  return Object.fromEntries(
    Object.entries(averages).map(([name, { data, shape }]) => {
      const fresh = weights[name]?.data ?? [];
      const next = data.map((old, i) => kept * old + (1 - kept) * (fresh[i] ?? Number.NaN));
      return [name, { data: Float32Array.from(next), shape }];
    }),
  );
}

/** Greatest difference of each weight. */
function distance(a: NumberArrays, b: NumberArrays): Record<string, number> {
  return Object.fromEntries(
    Object.entries(a).map(([name, { data }]) => {
      const other = b[name]?.data ?? [];
      return [
        name,
        Math.max(...Array.from(data, (v, i) => Math.abs(v - (other[i] ?? Number.NaN)))),
      ];
    }),
  );
}

function expectClose(got: NumberArrays, expected: NumberArrays): void {
  for (const [name, far] of Object.entries(distance(got, expected)))
    expect(far, name).toBeLessThan(1e-5);
}
