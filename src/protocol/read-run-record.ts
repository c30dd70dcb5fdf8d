import { readFileSync } from "node:fs";
import type { z } from "zod";
import { type RecordedConfig, recordedConfig, runConfig } from "./config.js";

/** What `config`, a run's config.json, repeats of the store's records; null where the run never began, or its folder is gone. */
export function readRunRecord(config: string): RecordedConfig["record"] | null {
  return read(config, recordedConfig)?.record ?? null;
}

/** For which attempt a run's folder was made ready last, by whatever version; null where it never was, or is gone. */
export function readAttempt(config: string): number | null {
  return read(config, attemptAlone)?.attempt ?? null;
}

const attemptAlone = runConfig.pick({ attempt: true });

/** What replaced a part of the experiment when the run was last trained, as `key=value`; none where that is not known. */
export function readOverrides(config: string): readonly string[] {
  return readRunRecord(config)?.overrides ?? [];
}

function read<T>(config: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(config, "utf8")));
  } catch {
    return null; // not there, or not ours
  }
}
