import { readFileSync } from "node:fs";
import { type RecordedConfig, recordedConfig } from "./config.js";

/** What `config`, a run's config.json, repeats of the store's records; null where the run never began, or its folder is gone. */
export function readRunRecord(config: string): RecordedConfig["record"] | null {
  try {
    return recordedConfig.parse(JSON.parse(readFileSync(config, "utf8"))).record;
  } catch {
    return null; // see above
  }
}

/** What replaced a part of the experiment when the run was last trained, as `key=value`; none where that is not known. */
export function readOverrides(config: string): readonly string[] {
  return readRunRecord(config)?.overrides ?? [];
}
