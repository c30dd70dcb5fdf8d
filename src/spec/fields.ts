import { z } from "zod";
import { device } from "../core/device.js";
import { metricGoal } from "../core/metric-goal.js";
import { checked } from "./check.js";
import { duration } from "./duration.js";
import type { ExecutionOptions } from "./experiment.js";
import type { LocatedMap } from "./located.js";
import type { Mistakes } from "./mistakes.js";

const NAME_LENGTH = 100; // fits a table and a file's name
const MOST_FOLDS = 20; // beyond it networks learn from hardly more rows, and each costs a training

/** Keys of an experiment that are understood without any other. */
export const FIELDS = {
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, "expected a name of letters, digits, `.`, `_` and `-`")
    .max(NAME_LENGTH),
  description: z.string(),
  seed: z.int(),
  repeats: z.int().min(1).max(1000),
  cross_validation: z.int().min(2).max(MOST_FOLDS),
  only: z.strictObject({ repeat: z.int().min(1).optional(), fold: z.int().min(1).optional() }),
  run_cap: z.int().min(1),
  device,
  /** `goal` may be left out with the trainer's own metric. */
  metric: z.strictObject({ name: z.string().min(1), goal: metricGoal.optional() }),
  run: z
    .strictObject({
      concurrency: z.int().min(1).max(1024).optional(),
      threads: z.int().min(1).max(1024).default(1),
      timeout: duration.optional(),
      retries: z.int().min(0).max(100).default(0),
    })
    .transform(
      ({ concurrency, threads, timeout, retries }): ExecutionOptions => ({
        concurrency: concurrency ?? null,
        threads,
        timeoutMs: timeout ?? null,
        retries,
      }),
    ),
} as const;

type Fields = { [K in keyof typeof FIELDS]: z.output<(typeof FIELDS)[K]> };

/** A key's value; undefined where it is absent, or wrong, which is reported. */
export function readField<K extends keyof Fields>(
  experiment: LocatedMap,
  name: K,
  mistakes: Mistakes,
): Fields[K] | undefined {
  const entry = experiment.entries.get(name);
  const schema = FIELDS[name] as z.ZodType<unknown> as z.ZodType<Fields[K]>; // the same by Fields' definition
  return entry && checked(schema, entry.value, mistakes, entry.key);
}

/** How runs are carried out where the experiment says nothing of it. */
export const DEFAULT_EXECUTION: ExecutionOptions = FIELDS.run.parse({});
