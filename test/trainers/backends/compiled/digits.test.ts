import { expect, test } from "vitest";
import { resolveParameters } from "../../../../src/trainers/digits/parameters.js";
import { train } from "../../../../src/trainers/digits/training/train.js";
import { realDigits } from "../../digits/support.js";
import { useBothBackends, warningsDuring } from "./support.js";

const backends = useBothBackends();

test("the digits' trainer learns real digits, with a smaller batch at the end of each epoch", async () => {
  const parameters = resolveParameters({
    ...{ model: "compact", batch_norm: true, dropout: 0.1, augment: true },
    ...{ epochs: 4, batch_size: 64, optimizer: "adamw", label_smoothing: 0.05 },
  });
  let milliseconds = 0;
  const warnings = await warningsDuring(async () => {
    const { kept, network } = await train({
      parameters,
      seed: 1,
      metric: { name: "val_accuracy", goal: "maximize" },
      digits: realDigits(1500),
      backend: backends.compiled,
      tracker: { log: () => {}, progress: () => {} },
      now: () => milliseconds++,
    });
    network.dispose();
    expect(kept.metrics.val_accuracy).toBeGreaterThan(0.9); // of 300 rows
  });
  expect(warnings).toEqual([]);
});
