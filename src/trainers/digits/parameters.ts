import { z } from "zod";
import type { JsonValue, Parameters } from "../../core/json.js";
import { type AugmentOptions, augmentation, augmentOptions } from "./augment/options.js";
import { contradictions } from "./contradictions.js";
import { type ChosenLoss, lossChoice } from "./losses/options.js";
import { layersOf, modelSchema } from "./models/index.js";
import { type PlannedLayer, planNetwork } from "./models/plan.js";
import { type ChosenOptimizer, optimizerChoice } from "./optimizers/options.js";
import { scheduleChoice } from "./schedules/index.js";
import { optionsOrNull, switchable } from "./switchable.js";
import { type EarlyStopping, earlyStopping } from "./training/early-stopping.js";
import { type DataPruning, dataPruning } from "./training/sampling/data-pruning.js";
import { type WeightAveraging, weightAveraging } from "./training/weight-averaging.js";

/**
 * Every parameter of a `digits` run with its default, its range and its reason. What was parsed is in its shortest form and
 * parses again to itself.
 */
export const parameters = z
  .strictObject({
    model: modelSchema
      .default("compact")
      .describe("an architecture's name, with options, or a list of layers"),
    epochs: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe("passes over the training rows; one_cycle needs few"),
    batch_size: z
      .int()
      .min(1)
      .max(4096)
      .default(64)
      .describe("images a step; more are faster, but learn less from each"),
    optimizer: optimizerChoice.schema
      .default("adam")
      .describe("how gradients move weights; adam needs little tuning"),
    learning_rate: z
      .number()
      .gt(0)
      .max(100)
      .default(0.003)
      .describe("the highest rate that the schedule reaches"),
    schedule: scheduleChoice.schema
      .default("one_cycle")
      .describe("the rate's course; one_cycle reaches most in few epochs"),
    warmup_epochs: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .describe("epochs of rising rate before the schedule is reached"),
    weight_decay: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe("pull of kernels towards zero, apart from the loss; null: 0.01 with adamw, else 0"),
    gradient_clip: z
      .number()
      .gt(0)
      .nullable()
      .default(null)
      .describe("greatest norm of all gradients together; null: no limit"),
    loss: lossChoice.schema
      .default("cross_entropy")
      .describe("what training makes small; val_loss is the cross-entropy with each"),
    label_smoothing: z
      .number()
      .min(0)
      .max(0.5)
      .default(0)
      .describe("share of the target spread over all classes: less overconfident"),
    batch_norm: z
      .boolean()
      .default(false)
      .describe(
        "normalise after each convolution and hidden dense layer: higher rates train stably",
      ),
    dropout: z
      .number()
      .min(0)
      .max(0.95)
      .default(0)
      .describe("share of activations dropped where the model has a dropout: less overfitting"),
    augment: switchable(augmentation)
      .default(false)
      .describe("a random small warp of every training image"),
    data_pruning: switchable(dataPruning)
      .default(false)
      .describe("see images that are learnt already less often, and the others more often"),
    weight_averaging: switchable(weightAveraging)
      .default(false)
      .describe("judge and keep a moving average of the weights: steadier than the last ones"),
    keep: z
      .enum(["best", "last"])
      .default("best")
      .describe(
        "which epoch's weights are the result; few validation rows choose the best by luck",
      ),
    early_stopping: switchable(earlyStopping)
      .default(false)
      .describe("end when the metric stays without a better value for some epochs"),
  })
  .superRefine((given, context) => {
    for (const { path, message } of contradictions(given)) {
      context.addIssue({ code: "custom", path, message, input: given });
    }
  });

/** Parameters as a run uses them: every variant and every option spelled out. */
export interface ResolvedParameters {
  network: PlannedLayer[];
  epochs: number;
  batchSize: number;
  optimizer: ChosenOptimizer;
  learningRate: number;
  schedule: JsonValue;
  warmupEpochs: number;
  weightDecay: number;
  gradientClip: number | null;
  loss: ChosenLoss;
  labelSmoothing: number;
  augment: AugmentOptions | null;
  dataPruning: DataPruning | null;
  weightAveraging: WeightAveraging | null;
  keep: "best" | "last";
  earlyStopping: EarlyStopping | null;
}

/** @throws ZodError for parameters that the schema rejects. */
export function resolveParameters(given: Parameters): ResolvedParameters {
  const parsed = parameters.parse(given);
  const optimizer = optimizerChoice.resolve(parsed.optimizer);
  return {
    network: planNetwork(layersOf(parsed.model), parsed),
    epochs: parsed.epochs,
    batchSize: parsed.batch_size,
    optimizer,
    learningRate: parsed.learning_rate,
    schedule: parsed.schedule,
    warmupEpochs: parsed.warmup_epochs,
    weightDecay: parsed.weight_decay ?? (optimizer.type === "adamw" ? ADAMW_DECAY : 0),
    gradientClip: parsed.gradient_clip,
    loss: lossChoice.resolve(parsed.loss),
    labelSmoothing: parsed.label_smoothing,
    augment: augmentOptions(parsed.augment),
    dataPruning: optionsOrNull(dataPruning, parsed.data_pruning),
    weightAveraging: optionsOrNull(weightAveraging, parsed.weight_averaging),
    keep: parsed.keep,
    earlyStopping: optionsOrNull(earlyStopping, parsed.early_stopping),
  };
}

/** Loshchilov & Hutter 2019 tune around this value. */
const ADAMW_DECAY = 0.01;
