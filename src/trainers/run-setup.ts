/** What the process of any built-in trainer does before it begins. */
import type { z } from "zod";
import { SweepError } from "../core/errors.js";
import type { RunConfig } from "../protocol/config.js";
import type { Tracker } from "../tracker/index.js";
import type { Backend } from "./backends/backend.js";
import { chooseBackend } from "./backends/index.js";

/** @throws SweepError("usage") where the environment names no configuration. */
export function configOf({ config }: Tracker): RunConfig {
  if (config) return config;
  throw new SweepError(
    "usage",
    "SWEEP_CONFIG: expected the path of a run's config.json, got nothing",
  );
}

/** The run's parameters as they were given. @throws SweepError("spec") that names every one which the trainer does not take. */
export function checkedParameters(
  { parameters }: RunConfig,
  schema: z.ZodType,
): RunConfig["parameters"] {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parameters;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `parameters.${path.join(".")}: ${message}`,
  );
  throw new SweepError("spec", issues.join("\n"));
}

/** What the configuration asks for, else the best here. */
export async function createBackend({ backend, device, threads }: RunConfig): Promise<Backend> {
  return (await chooseBackend(backend ?? null, device)).create({ threads, device });
}
