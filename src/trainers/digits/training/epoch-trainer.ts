import type { NumberArrays } from "../../backends/backend.js";
import { warpedEpochs } from "../augment/options.js";
import { dropoutMasks } from "../network/dropout-masks.js";
import type { Network } from "../network/network.js";
import { createOptimizer } from "../optimizers/index.js";
import { createSchedule } from "../schedules/index.js";
import { withWarmup } from "../schedules/warmup.js";
import { averagingStep } from "./averaging-step.js";
import { type Batch, batchesOf } from "./batches.js";
import { diverged } from "./diverged.js";
import type { TrainingJob } from "./job.js";
import { createMeans } from "./means.js";
import type { ProgressMeter } from "./progress.js";
import { createSampler } from "./sampling/index.js";
import { batchesPerEpoch } from "./sampling/sampler.js";
import { createTrainingStep, stepScalars } from "./training-step.js";
import { keptAverage } from "./weight-averaging.js";

export interface TrainedEpoch {
  /** Means over the epoch's images as they were seen: augmented, with dropout, while the weights moved; `loss` with their weights. */
  loss: number;
  accuracy: number;
  /** At the last step. */
  learningRate: number;
  milliseconds: number;
}

export interface EpochTrainer {
  /** Trains one epoch, from 1; to be called in order. @throws SweepError when the loss is no number any more. */
  train(epoch: number): Promise<TrainedEpoch>;
  /** Tells the schedule. */
  validated(loss: number): void;
  /** Frees the optimizer's state. */
  dispose(): void;
}

/**
 * What moves the weights of a network, epoch by epoch. Steps are counted through all epochs, from 1. `averaged` is a network of the
 * same plan whose weights become the averages, where the job asks for them.
 */
export function createEpochTrainer(
  job: TrainingJob,
  network: Network,
  meter: ProgressMeter,
  averaged: Network | null = null,
): EpochTrainer {
  const { parameters, digits, seed, tracker } = job;
  const options = { ...parameters, size: parameters.batchSize, seed };
  const sampler = createSampler(digits.train, options);
  const stepsPerEpoch = batchesPerEpoch(digits.train.length, parameters.batchSize);
  const optimizer = createOptimizer(parameters.optimizer);
  const { step: trainingStep, dispose } = createTrainingStep(network, optimizer, parameters);
  const run = job.backend.prepare(
    averaged ? averagingStep(trainingStep, network, averaged) : trainingStep,
  );
  const schedule = scheduleOf(job, stepsPerEpoch);
  const rateAt = (step: number) => parameters.learningRate * schedule.factor(step - 1);
  const logEvery = Math.ceil(stepsPerEpoch / POINTS_PER_EPOCH);

  async function trainBatch(batch: Batch, step: number) {
    const { weightDecay, weightAveraging } = parameters;
    const scalars = {
      ...stepScalars(optimizer, { rate: rateAt(step), step, weightDecay }),
      ...(weightAveraging && { kept: keptAverage(weightAveraging, step) }),
    };
    const masks = dropoutMasks(network.dropouts, { batch: batch.size, seed, step });
    const { images, targets } = batch;
    const outputs = await run({
      images,
      targets,
      ...weightsOf(batch),
      ...asTensors(scalars),
      ...masks,
    });
    if (outputs.losses) sampler.learn?.(batch.draw, outputs.losses.data);
    return { loss: outputs.loss?.data[0] ?? Number.NaN, correct: outputs.correct?.data[0] ?? 0 };
  }

  async function train(epoch: number): Promise<TrainedEpoch> {
    const started = job.now();
    const whole = createMeans();
    let recent = createMeans();
    let step = (epoch - 1) * stepsPerEpoch;
    const { augment } = parameters;
    const isWarped = augment !== null && epoch <= warpedEpochs(augment, parameters.epochs);
    const shown = { ...options, augment: isWarped ? augment : null };
    for (const batch of batchesOf(digits, sampler.epoch(epoch), shown, epoch)) {
      step++;
      const { loss, correct } = await trainBatch(batch, step);
      if (!Number.isFinite(loss)) {
        tracker.log({ loss }, { step, epoch }); // its curve shows where it ended
        throw diverged("loss", loss, { epoch, step, ...parameters });
      }
      whole.add(loss, correct, batch.size);
      recent.add(loss, correct, batch.size);
      if (step % logEvery === 0) {
        const at = { step, epoch: rounded(step / stepsPerEpoch) };
        tracker.log({ batch_loss: recent.loss(), learning_rate: rateAt(step) }, at);
        recent = createMeans();
      }
      await meter.at(step, `epoch ${epoch}/${parameters.epochs}`);
    }
    return {
      loss: whole.loss(),
      accuracy: whole.accuracy(),
      learningRate: rateAt(step),
      milliseconds: job.now() - started,
    };
  }

  return { train, dispose, validated: (loss) => schedule.epochEnded?.(loss) };
}

const POINTS_PER_EPOCH = 20; // a curve that is alive while an epoch lasts, and still one line a second or so

/** To three decimals, for people: points are further apart. */
function rounded(epochs: number): number {
  return Number(epochs.toFixed(3));
}

function scheduleOf({ parameters }: TrainingJob, stepsPerEpoch: number) {
  const length = { steps: parameters.epochs * stepsPerEpoch, stepsPerEpoch };
  const warmupSteps = Math.round(parameters.warmupEpochs * stepsPerEpoch);
  return withWarmup(createSchedule(parameters.schedule, length), warmupSteps);
}

function weightsOf({ draw, size }: Batch): NumberArrays {
  return draw.weights ? { weights: { data: draw.weights, shape: [size] } } : {};
}

function asTensors(scalars: Record<string, number>): NumberArrays {
  return Object.fromEntries(
    Object.entries(scalars).map(([name, value]) => [
      name,
      { data: Float32Array.of(value), shape: [] },
    ]),
  );
}
