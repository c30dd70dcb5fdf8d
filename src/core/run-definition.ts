import { z } from "zod";
import { fold } from "./fold.js";
import { jsonValue, parametersSchema } from "./json.js";
import { metricGoal } from "./metric-goal.js";
import type { RunDefinition, TrainerSpec } from "./records.js";

/** For reading back what was written as JSON: a database column, config.json's `record`. */
export const trainerSpec: z.ZodType<TrainerSpec> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("builtin"), type: z.string() }),
  z.object({ kind: z.literal("command"), command: z.array(z.string()), cwd: z.string() }),
]);

export const runDefinition: z.ZodType<RunDefinition> = z.object({
  trainer: trainerSpec,
  code: z.string(),
  parameters: parametersSchema,
  seed: z.number().int(),
  data: jsonValue,
  repeat: z.number().int().min(0),
  fold: fold.nullable().default(null), // older versions had none
  metric: z.object({ name: z.string(), goal: metricGoal }).optional(),
});
