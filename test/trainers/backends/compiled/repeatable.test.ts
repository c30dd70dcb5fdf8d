import { expect, test } from "vitest";
import { runChild } from "../child.js";

/** A run with everything that is random or kept: dropouts, warps, images left out, batch statistics, averages, a smaller batch at the end of an epoch. */
const TRAINING = (seed: number, threads: number) => `
  import { createHash } from "node:crypto";
  import { resolveParameters } from "./src/trainers/digits/parameters.js";
  import { train } from "./src/trainers/digits/training/train.js";
  import { createCheckpointer } from "./src/trainers/digits/network/checkpoint.js";
  import { realDigits } from "./test/trainers/digits/support.js";

  const parameters = resolveParameters({
    model: { layers: [
      { conv: { filters: 8, strides: 2, kernel_initializer: "orthogonal" } }, "batch_norm", { activation: "relu" },
      { dropout: { rate: 0.1, spatial: true } }, { conv: { filters: 16, strides: 2 } }, { max_pool: 2 }, "flatten", "dropout",
    ] },
    epochs: 2, batch_size: 32, optimizer: "adamw", dropout: 0.3, weight_averaging: true, gradient_clip: 1,
    augment: { elastic: true }, label_smoothing: 0.1, data_pruning: true,
  });
  const backend = await backends.get("compiled").create({ threads: ${threads} });
  async function weights() {
    const { network, kept } = await train({
      parameters, seed: ${seed}, backend, digits: realDigits(125), now: () => 0,
      metric: { name: "val_loss", goal: "minimize" },
      tracker: { log: () => {}, progress: () => {} },
    });
    const hash = createHash("sha256");
    for (const { data } of Object.values(await createCheckpointer(backend, network).take())) hash.update(data);
    network.dispose();
    return [hash.digest("hex"), kept.metrics.loss, kept.metrics.val_loss].join(" ");
  }
  console.log(await weights());
  console.log(await weights());
`;

async function weightsOf(seed: number, threads = 1): Promise<string[]> {
  const { stdout, stderr } = await runChild(TRAINING(seed, threads));
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

test("the same seed gives the same weights to the bit, within a process and in another; another seed gives others", async () => {
  const [first, again, other] = await Promise.all([weightsOf(1), weightsOf(1), weightsOf(2)]);
  expect(first[0]).toMatch(/^[0-9a-f]{64} \d/);
  expect(first[1]).toBe(first[0]);
  expect(again).toEqual(first);
  expect(other[0]).not.toBe(first[0]);
});

test("two threads, which share each step as they get on, give the weights of one", async () => {
  const [alone, together] = await Promise.all([weightsOf(1), weightsOf(1, 2)]);
  expect(together).toEqual(alone);
});
