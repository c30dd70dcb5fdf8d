import type { z } from "zod";

/** Where in a training the rate is asked for. */
export interface TrainingLength {
  /** Optimizer steps in all. */
  steps: number;
  stepsPerEpoch: number;
}

/** The learning rate over a training, as a factor of the parameter `learning_rate`. */
export interface Schedule {
  /** `step` counts from 0. */
  factor(step: number): number;
  /** Told after every epoch: the validation loss, for schedules that react to it. */
  epochEnded?(validationLoss: number): void;
}

export interface ScheduleDescriptor {
  options: z.ZodObject;
  /** `options` is what the schema accepts. */
  create(options: unknown, length: TrainingLength): Schedule;
}

/** A descriptor whose `create` is given its own parsed options. */
export function schedule<Options extends z.ZodObject>(described: {
  options: Options;
  create(options: z.output<Options>, length: TrainingLength): Schedule;
}): ScheduleDescriptor {
  const { options, create } = described;
  return { options, create: (given, length) => create(options.parse(given), length) };
}

/** Half a cosine from `from` at 0 to `to` at 1. */
export function cosineBetween(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
}

/** Number of the last step, counted from 0; 1 where there is but one, because it is divided by. */
export function lastStep({ steps }: TrainingLength): number {
  return Math.max(1, steps - 1);
}
