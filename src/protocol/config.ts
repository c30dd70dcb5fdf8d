import { z } from "zod";
import { device } from "../core/device.js";
import { fold } from "../core/fold.js";
import { jsonValue, parametersSchema } from "../core/json.js";
import { metricGoal } from "../core/metric-goal.js";
import { runDefinition } from "../core/run-definition.js";

/** config.json: what a trainer is told. Its keys are written for any language. */
export const runConfig = z.object({
  run_id: z.string(),
  /** Names of the experiment and of the run, for messages. */
  experiment: z.string(),
  name: z.string(),
  /** From 1; above 1 it is a retry of the same run. */
  attempt: z.number().int().min(1),
  parameters: parametersSchema,
  /** 32-bit; everything random in the run derives from it. */
  seed: z.number().int(),
  /** Which fold judges the run; the others are for training. Left out without cross-validation. */
  fold: fold.optional(),
  /** The metric that the experiment is judged by. */
  metric: z.object({ name: z.string(), goal: z.enum(["minimize", "maximize"]) }),
  /** What the trainer itself said of its data (paths, hashes, split); null for commands without `data:`. */
  data: jsonValue,
  /** Threads that the run may use. */
  threads: z.number().int().min(1),
  /** The trainer's own folder for caches shared by all runs, absolute. */
  cache_dir: z.string(),
  /** Built-in trainers only: the backend that was asked for. */
  backend: z.string().optional(),
  /** Built-in trainers only: what it computes on; the CPU where it is left out. */
  device: device.optional(),
});
export type RunConfig = z.infer<typeof runConfig>;

/**
 * What the store was told of a run, repeated in its folder so that `sweep reindex` can rebuild a lost database. Not for
 * trainers. `sweep` and `run` are the very objects that `saveSweep` and `setSweepRuns` were given.
 */
export const runRecord = z.object({
  sweep: z.object({
    name: z.string(),
    description: z.string(),
    source: z.string(),
    file: z.string(),
    method: z.string(),
    metric: z.object({ name: z.string(), goal: metricGoal }),
  }),
  /** What replaced a part of `source`, as `key=value`; none in folders of versions that did not keep it. */
  overrides: z.array(z.string()).default([]),
  /** 0-based position among the sweep's runs. */
  index: z.number().int().min(0),
  run: z.object({
    id: z.string(),
    key: z.string(),
    generation: z.number().int().min(0),
    name: z.string(),
    definition: runDefinition,
  }),
  /** Milliseconds since 1970. */
  created_at: z.number(),
});

/** config.json as the orchestrator writes it: trainers read it as `runConfig`, which leaves `record` out. */
export const recordedConfig = runConfig.extend({ record: runRecord });
export type RecordedConfig = z.infer<typeof recordedConfig>;
