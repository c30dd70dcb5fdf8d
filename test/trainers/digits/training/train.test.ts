import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Metric } from "../../../../src/core/metric-goal.js";
import { backends } from "../../../../src/trainers/backends/index.js";
import { inferenceStep } from "../../../../src/trainers/digits/network/inference-step.js";
import { resolveParameters } from "../../../../src/trainers/digits/parameters.js";
import { evaluate } from "../../../../src/trainers/digits/training/evaluate.js";
import type { TrainingJob } from "../../../../src/trainers/digits/training/job.js";
import { train } from "../../../../src/trainers/digits/training/train.js";
import { rejection } from "../data/support.js";
import { realDigits } from "../support.js";

const small = {
  model: { type: "mlp", hidden: [32] },
  epochs: 4,
  batch_size: 32,
  learning_rate: 0.01,
};

interface Point {
  values: Record<string, number>;
  step: number;
  epoch: number;
}

async function jobOf(given: Record<string, unknown>, options: Partial<TrainingJob> = {}) {
  const points: Point[] = [];
  const statuses: string[] = [];
  let milliseconds = 0;
  const job: TrainingJob = {
    parameters: resolveParameters({ ...small, ...given } as Parameters<
      typeof resolveParameters
    >[0]),
    seed: 42,
    metric: { name: "val_accuracy", goal: "maximize" },
    digits: realDigits(500),
    backend: await backends.get("cpu").create({ threads: 1 }),
    tracker: {
      log: (values, { step = -1, epoch = -1 } = {}) => points.push({ values, step, epoch }),
      progress: (done, total, about) =>
        statuses.push(`${done}/${total} ${about?.unit} ${about?.status}`),
    },
    now: () => milliseconds++, // a clock that says how often it was asked
    ...options,
  };
  return { job, points, statuses };
}

/** What was reported at the end of each epoch. */
function epochs(points: Point[]): Point[] {
  return points.filter(({ values }) => "val_loss" in values);
}

test("a network learns real digits, and the answers of the epoch that is kept are far above chance", async () => {
  const { job } = await jobOf({ dropout: 0.1, augment: { rotation: 5, zoom: 0, shift: 0 } });
  const { kept, network, epochs } = await train(job);
  network.dispose();
  expect(epochs).toBe(4);
  expect(kept.metrics.val_accuracy).toBeGreaterThan(0.6); // of 100 rows; guessing gives 0.1
  expect(kept.probabilities).toHaveLength(1000);
});

test("the same run gives the same numbers to the bit, and another seed others", async () => {
  const numbers = async (seed: number) => {
    const augment = { shear: 5, stretch: 0.1, elastic: true };
    const given = { dropout: 0.2, augment, weight_averaging: true, epochs: 2 };
    const { job, points } = await jobOf(given, { seed });
    const { kept, network } = await train(job);
    network.dispose();
    return { points, weights: kept.weights, probabilities: kept.probabilities };
  };
  const first = await numbers(1);
  expect(await numbers(1)).toEqual(first);
  expect((await numbers(2)).probabilities).not.toEqual(first.probabilities);
});

test("images are warped until the share of the epochs that is asked for, and are as they are from then on", async () => {
  const { job } = await jobOf({ augment: { until: 0.7 }, epochs: 3 });
  const isWhole: boolean[] = []; // of each step: are all grey levels those of 0 to 255?
  const prepare: typeof job.backend.prepare = (step, options) => {
    const run = job.backend.prepare(step, options);
    return (inputs) => {
      const { images, targets } = inputs;
      if (targets)
        isWhole.push(
          images?.data.every((x) => Math.abs(x * 255 - Math.round(x * 255)) < 1e-4) ?? false,
        );
      return run(inputs);
    };
  };
  const { network } = await train({ ...job, backend: { ...job.backend, prepare } });
  network.dispose();
  const steps = isWhole.length / 3;
  expect(isWhole).toEqual([
    ...Array<boolean>(2 * steps).fill(false),
    ...Array<boolean>(steps).fill(true),
  ]);
});

test("with data pruning only training rows are drawn, and the same run gives the same numbers to the bit", async () => {
  const digits = realDigits(500);
  const learnt = { ...digits, images: digits.images.slice() };
  for (const row of digits.validation) learnt.images.fill(0, row * 784, (row + 1) * 784);
  const weights = async (given: typeof digits, data_pruning: boolean) => {
    const { job } = await jobOf({ data_pruning, augment: true, epochs: 3 }, { digits: given });
    const { network } = await train({ ...job, metric: { name: "loss", goal: "minimize" } });
    const values = network.weights.map(({ variable }) => Array.from(variable.dataSync()));
    network.dispose();
    return values;
  };
  const first = await weights(digits, true);
  expect(await weights(learnt, true)).toEqual(first); // validation rows are blank, and nothing changes
  expect(await weights(digits, false)).not.toEqual(first);
});

test("each epoch reports its metrics at its last step, under these names", async () => {
  const { job, points } = await jobOf({
    epochs: 2,
    schedule: { type: "step", every: 1, factor: 0.5 },
  });
  const { network } = await train(job);
  network.dispose();
  expect(epochs(points).map(({ step, epoch }) => [step, epoch])).toEqual([
    [13, 1],
    [26, 2],
  ]);
  expect(Object.keys(epochs(points)[0]?.values ?? {})).toEqual([
    "loss",
    "accuracy",
    "val_loss",
    "val_accuracy",
    "learning_rate",
    "images_per_second",
    "epoch_seconds",
  ]);
  expect(epochs(points).map(({ values }) => values.learning_rate)).toEqual([0.01, 0.005]);
});

test("between the ends of epochs, the loss of the batches since is reported with the learning rate", async () => {
  const { job, points } = await jobOf({ epochs: 1, schedule: "constant" });
  const { network } = await train(job);
  network.dispose();
  const between = points.filter(({ values }) => "batch_loss" in values);
  expect(between.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(between.map(({ epoch }) => epoch)).toEqual([
    ...[0.077, 0.154, 0.231, 0.308, 0.385, 0.462], // steps done / 13 steps an epoch
    ...[0.538, 0.615, 0.692, 0.769, 0.846, 0.923, 1],
  ]);
  const sizes = [...new Array<number>(12).fill(32), 16];
  const mean =
    between.reduce((sum, { values }, i) => sum + (values.batch_loss ?? 0) * (sizes[i] ?? 0), 0) /
    400;
  expect(mean).toBeCloseTo(epochs(points)[0]?.values.loss ?? Number.NaN, 10);
});

test("the epoch that is kept is the best by the metric, and its weights are what is left in the network", async () => {
  const metrics: Metric[] = [
    { name: "val_loss", goal: "minimize" },
    { name: "val_loss", goal: "maximize" },
  ];
  for (const metric of metrics) {
    const { job, points } = await jobOf({ learning_rate: 0.05 }, { metric });
    const { kept, network } = await train(job);
    const losses = epochs(points).map(({ values }) => values.val_loss ?? Number.NaN);
    const wanted = metric.goal === "minimize" ? Math.min(...losses) : Math.max(...losses);
    expect(kept.epoch).toBe(losses.indexOf(wanted) + 1);
    expect(kept.metrics.val_loss).toBe(wanted);
    const kernel = network.weights.find(({ name }) => name === "logits/kernel");
    expect(kernel?.variable.dataSync()).toEqual(kept.weights["logits/kernel"]?.data);
    network.dispose();
  }
});

test("with `keep: last` the last epoch is the result, though another was better", async () => {
  const metric: Metric = { name: "loss", goal: "maximize" }; // the loss falls: the first epoch is the best
  const { job, points } = await jobOf({ keep: "last" }, { metric });
  const { kept, network } = await train(job);
  expect(kept.epoch).toBe(4);
  expect(kept.metrics).toEqual(epochs(points)[3]?.values);
  const infer = job.backend.prepare(inferenceStep(network));
  const again = await evaluate(infer, job.digits, job.digits.validation);
  network.dispose();
  expect(again.probabilities).toEqual(kept.probabilities);
  expect(again.loss).toBe(kept.metrics.val_loss);
});

test("of epochs that are equally good the last is kept", async () => {
  const { job, points } = await jobOf({ learning_rate: 1e-9, batch_norm: false });
  const { kept, network } = await train(job);
  network.dispose();
  const accuracies = epochs(points).map(({ values }) => values.val_accuracy);
  expect(new Set(accuracies).size).toBe(1); // too slow to change an answer
  expect(kept.epoch).toBe(accuracies.length);
});

test("weight averaging leaves the training as it is, and judges and keeps the averages", async () => {
  const trainedWith = async (weight_averaging: boolean) => {
    const { job, points } = await jobOf({ weight_averaging, batch_norm: true, epochs: 2 });
    const { kept, network } = await train(job);
    const infer = job.backend.prepare(inferenceStep(network));
    const again = await evaluate(infer, job.digits, job.digits.validation);
    network.dispose();
    return { ended: epochs(points).map(({ values }) => values), kept, again };
  };
  const [raw, averaged] = [await trainedWith(false), await trainedWith(true)];
  expect(averaged.ended.map(({ loss }) => loss)).toEqual(raw.ended.map(({ loss }) => loss));
  expect(averaged.ended.map(({ val_loss }) => val_loss)).not.toContain(raw.ended[1]?.val_loss);
  expect(averaged.kept.weights["logits/kernel"]).not.toEqual(raw.kept.weights["logits/kernel"]);
  expect(averaged.again.probabilities).toEqual(averaged.kept.probabilities);
  expect(averaged.again.loss).toBe(averaged.kept.metrics.val_loss);
});

test("a training with averages leaves no more tensors behind than one without", async () => {
  const leftBehind = async (weight_averaging: boolean) => {
    const before = tf.memory().numTensors;
    const { job } = await jobOf({ weight_averaging, epochs: 1 });
    (await train(job)).network.dispose();
    return tf.memory().numTensors - before;
  };
  expect(await leftBehind(true)).toBe(await leftBehind(false));
});

test("early stopping ends a training that gets no better", async () => {
  const metric: Metric = { name: "loss", goal: "maximize" }; // the loss falls: no epoch beats the first
  const { job, points } = await jobOf({ epochs: 9, early_stopping: { patience: 2 } }, { metric });
  const { kept, epochs: trained, network } = await train(job);
  network.dispose();
  expect([trained, kept.epoch, epochs(points).length]).toEqual([3, 1, 3]);
});

test("a loss that is no number any more ends the run with where and what to do, and is on its curve", async () => {
  const { job, points } = await jobOf({
    optimizer: "sgd",
    learning_rate: 100,
    schedule: "constant",
    model: { layers: ["flatten", { dense: 64 }, { dense: 64 }] }, // nothing that holds it back
  });
  const { code, message } = await rejection(train(job));
  expect(code).toBe("spec");
  expect(message).toMatch(
    /^loss became (NaN|Infinity) in epoch 1, step \d+: lower learning_rate \(100\)$/,
  );
  expect(points.at(-1)?.values.loss).not.toSatisfy(Number.isFinite);
});

test("a metric that no epoch reports is answered with those that one does", async () => {
  const { job } = await jobOf({}, { metric: { name: "val_acuracy", goal: "maximize" } });
  expect(await rejection(train(job))).toEqual({
    code: "spec",
    message:
      "metric.name: expected one of `val_accuracy`, `val_loss`, `accuracy`, `loss`, got `val_acuracy` (did you mean `val_accuracy`?)",
  });
});

test("progress counts steps, says the epoch, and is not told at every step", async () => {
  const { job, statuses } = await jobOf({ epochs: 2 });
  const { network } = await train(job);
  network.dispose();
  expect(statuses).toEqual([
    "1/26 step epoch 1/2",
    "13/26 step epoch 1/2: validating",
    "14/26 step epoch 2/2",
    "26/26 step epoch 2/2: validating",
  ]);
});
