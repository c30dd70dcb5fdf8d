import { createRandom } from "../../core/random.js";
import type { Backend, NumberArrays } from "../../trainers/backends/backend.js";
import { CLASSES, PIXELS } from "../../trainers/digits/description.js";
import { buildNetwork } from "../../trainers/digits/network/build.js";
import { createOptimizer } from "../../trainers/digits/optimizers/index.js";
import { resolveParameters } from "../../trainers/digits/parameters.js";
import { epochBatches } from "../../trainers/digits/training/batches.js";
import { createTrainingStep, stepScalars } from "../../trainers/digits/training/training-step.js";
import { MEASURED } from "./measured.js";

export interface Speed {
  /** Of training. */
  imagesPerSecond: number;
  /** Images a step. */
  batchSize: number;
}

export interface Engine {
  backend: Backend;
  /** Milliseconds from any origin. */
  now(): number;
}

const FEW_IMAGES = 8; // some 4 s a step for `cpu`
const SLOW = 10; // images a second: steps of more than a few images would take very long

/** Trains for about two seconds after a warm-up; a slow backend takes two small steps. */
export async function measureTraining(engine: Engine): Promise<Speed> {
  const trial = await measureBatches(FEW_IMAGES, engine, { warmUp: ONE_STEP, period: ONE_STEP });
  if (trial.imagesPerSecond < SLOW) return trial;
  return measureBatches(MEASURED.batch_size, engine, { warmUp: WARM_UP, period: TWO_SECONDS });
}

/** Training goes on until one of the two is reached, at least one step. */
interface Period {
  steps: number;
  ms: number;
}

const ONE_STEP: Period = { steps: 1, ms: 0 };
const WARM_UP: Period = { steps: 3, ms: 2_000 }; // code and graphs are compiled by then
const TWO_SECONDS: Period = { steps: Number.POSITIVE_INFINITY, ms: 2_000 };

async function measureBatches(
  batchSize: number,
  { backend, now }: Engine,
  { warmUp, period }: { warmUp: Period; period: Period },
): Promise<Speed> {
  const training = prepareTraining(backend, batchSize);
  try {
    await train(training.step, warmUp, now);
    const { steps, ms } = await train(training.step, period, now);
    return { imagesPerSecond: ((steps * batchSize) / ms) * 1000, batchSize };
  } finally {
    training.dispose();
  }
}

async function train(step: () => Promise<unknown>, most: Period, now: () => number) {
  const started = now();
  let steps = 0;
  do {
    await step();
    steps++;
  } while (steps < most.steps && now() - started < most.ms);
  return { steps, ms: now() - started };
}

const SEED = 1;

/** Training as runs do it, on the same images again and again. */
function prepareTraining(backend: Backend, batchSize: number) {
  const parameters = resolveParameters({ ...MEASURED, batch_size: batchSize });
  const network = buildNetwork(parameters.network, SEED);
  const optimizer = createOptimizer(parameters.optimizer);
  const training = createTrainingStep(network, optimizer, parameters);
  const run = backend.prepare(training.step);
  const { learningRate: rate, weightDecay } = parameters;
  const images = noise(batchSize);
  let step = 0;
  return {
    step: () => run({ ...images, ...scalarsOf(optimizer, { rate, weightDecay, step: ++step }) }),
    dispose() {
      training.dispose();
      network.dispose();
    },
  };
}

function scalarsOf(...state: Parameters<typeof stepScalars>): NumberArrays {
  return Object.fromEntries(
    Object.entries(stepScalars(...state)).map(([name, value]) => [
      name,
      { data: Float32Array.of(value), shape: [] },
    ]),
  );
}

/** A batch of random images with random labels: speed does not depend on what they show. */
function noise(size: number): NumberArrays {
  const random = createRandom("doctor");
  const digits = {
    images: Uint8Array.from({ length: size * PIXELS }, () => random.int(0, 255)),
    labels: Uint8Array.from({ length: size }, () => random.int(0, CLASSES - 1)),
  };
  const rows = Int32Array.from({ length: size }, (_, row) => row);
  const options = { size, seed: SEED, augment: null, labelSmoothing: 0 };
  const [batch] = epochBatches(digits, rows, options, 1);
  if (batch === undefined) throw new Error("expected one batch");
  return { images: batch.images, targets: batch.targets };
}
