/**
 * The training loop. Invariants:
 *
 * 1. Only `digits.train` rows reach a training step; `digits.validation` rows are only ever evaluated.
 * 2. Everything random derives from the seed and a position (weight, epoch, step), so that the same run on the same backend gives
 *    the same numbers to the bit.
 * 3. What is returned belongs to the best epoch by the experiment's metric, the latest of equals: it was trained for longer, and on a
 *    few thousand rows equals are frequent. With `keep: last` it belongs to the last epoch, whatever its metric.
 * 4. With `weight_averaging` the network that is validated, kept and returned is the averaged one.
 */
import { isBetter } from "../../../core/metric-goal.js";
import type { NumberArrays } from "../../backends/backend.js";
import { buildNetwork } from "../network/build.js";
import { createCheckpointer } from "../network/checkpoint.js";
import { inferenceStep } from "../network/inference-step.js";
import type { Network } from "../network/network.js";
import { diverged } from "./diverged.js";
import { createStopper } from "./early-stopping.js";
import { createEpochTrainer, type TrainedEpoch } from "./epoch-trainer.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import type { TrainingJob } from "./job.js";
import { type EpochMetrics, metricReader } from "./metrics.js";
import { createProgressMeter } from "./progress.js";
import { batchesPerEpoch } from "./sampling/sampler.js";

/** A network as it was after the epoch that is kept: the best one, unless the last is asked for. */
export interface KeptEpoch {
  /** From 1. */
  epoch: number;
  metrics: EpochMetrics;
  weights: NumberArrays;
  /** On the validation rows, [rows, 10]. */
  probabilities: Float32Array;
}

export interface TrainingResult {
  /** The network that was validated; its weights are those of the epoch that is kept. */
  network: Network;
  kept: KeptEpoch;
  /** How many epochs were trained: fewer than asked for after early stopping. */
  epochs: number;
  /** Optimizer steps taken. */
  steps: number;
  /** Over all epochs, without validation. */
  imagesPerSecond: number;
}

/** Trains a network; the caller disposes of it. @throws SweepError when a loss is no number any more. */
export async function train(job: TrainingJob): Promise<TrainingResult> {
  const { network: plan, weightAveraging } = job.parameters;
  const trained = buildNetwork(plan, job.seed);
  const averaged = weightAveraging ? buildNetwork(plan, job.seed) : null; // averages start from the same weights
  try {
    const result = await trainNetwork(job, trained, averaged);
    if (averaged) trained.dispose();
    return result;
  } catch (error) {
    trained.dispose();
    averaged?.dispose();
    throw error;
  }
}

async function trainNetwork(
  job: TrainingJob,
  trained: Network,
  averaged: Network | null,
): Promise<TrainingResult> {
  const { parameters, digits, backend, metric, tracker, now } = job;
  const network = averaged ?? trained;
  const judged = metricReader(metric);
  const takesOver = (latest: EpochMetrics, kept: EpochMetrics) =>
    parameters.keep === "last" || !isBetter(metric.goal, judged(kept), judged(latest));
  const stop = createStopper(parameters.earlyStopping, metric.goal);
  const checkpointer = createCheckpointer(backend, network);
  const infer = backend.prepare(inferenceStep(network));
  const stepsPerEpoch = batchesPerEpoch(digits.train.length, parameters.batchSize);
  const meter = createProgressMeter(tracker, { total: parameters.epochs * stepsPerEpoch, now });
  const trainer = createEpochTrainer(job, trained, meter, averaged);

  async function trainAndValidate(epoch: number) {
    const started = now();
    const trainedEpoch = await trainer.train(epoch);
    const step = epoch * stepsPerEpoch;
    const status = `epoch ${epoch}/${parameters.epochs}: validating`;
    const onBatch = () => meter.at(step, status);
    const validated = await evaluate(infer, digits, digits.validation, onBatch);
    if (Number.isNaN(validated.loss))
      throw diverged("val_loss", Number.NaN, { epoch, step, ...parameters });
    trainer.validated(validated.loss);
    const seconds = (now() - started) / 1000;
    const metrics = metricsOf(trainedEpoch, validated, { images: digits.train.length, seconds });
    tracker.log(metrics, { step, epoch });
    return {
      metrics,
      probabilities: validated.probabilities,
      trainingMs: trainedEpoch.milliseconds,
    };
  }

  let kept: KeptEpoch | null = null;
  let trainingMs = 0;
  let epoch = 0;
  let stopped = false;
  try {
    do {
      epoch++;
      const { metrics, probabilities, ...ended } = await trainAndValidate(epoch);
      if (kept === null || takesOver(metrics, kept.metrics))
        kept = { epoch, metrics, probabilities, weights: await checkpointer.take() };
      trainingMs += ended.trainingMs;
      stopped = stop(judged(metrics));
    } while (epoch < parameters.epochs && !stopped);
  } finally {
    trainer.dispose();
  }
  await checkpointer.restore(kept.weights);
  const imagesPerSecond = perSecond(epoch * digits.train.length, trainingMs);
  return { network, kept, epochs: epoch, steps: epoch * stepsPerEpoch, imagesPerSecond };
}

function metricsOf(
  trained: TrainedEpoch,
  validated: Evaluation,
  { images, seconds }: { images: number; seconds: number },
): EpochMetrics {
  return {
    loss: trained.loss,
    accuracy: trained.accuracy,
    val_loss: validated.loss,
    val_accuracy: validated.accuracy,
    learning_rate: trained.learningRate,
    images_per_second: perSecond(images, trained.milliseconds),
    epoch_seconds: seconds,
  };
}

function perSecond(images: number, milliseconds: number): number {
  return (images / milliseconds) * 1000;
}
