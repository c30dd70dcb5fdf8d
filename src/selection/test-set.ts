import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type JsonValue, jsonValue } from "../core/json.js";
import type { RunRecord } from "../core/records.js";
import { runPaths } from "../protocol/run-paths.js";

/** What a run says of the test set that its submission is for. Null where it says nothing. */
export interface TestSet {
  /** How people know the file: its path, or that it is an embedded one. */
  name: string | null;
  rows: number | null;
  /** Absolute path of its CSV, and that file's SHA-256 when the run was started. */
  file: { path: string; sha256: string } | null;
  /** Absolute path of the sample submission. */
  sampleSubmission: string | null;
  /** Content hashes of the data files by their role, for the submission's lineage. */
  hashes: Record<string, string>;
}

const UNKNOWN: TestSet = {
  ...{ name: null, rows: null, file: null },
  ...{ sampleSubmission: null, hashes: {} },
};

/**
 * Reads what the trainer said of its data when the run was started (config.json's `data`). Any trainer's description may
 * have these keys; all are optional.
 */
export function testSetOf(runsDir: string, run: RunRecord): TestSet {
  const parsed = describedData.safeParse(readDescription(runsDir, run));
  if (!parsed.success) return UNKNOWN;
  const { source, train, test, sample_submission, validation } = parsed.data;
  const hashes = { train: train?.sha256, test: test?.sha256, validation: validation?.sha256 };
  return {
    name: source === "embedded" ? "embedded digits" : (test?.file ?? null),
    rows: test?.rows ?? null,
    file: test?.file && test.sha256 ? { path: test.file, sha256: test.sha256 } : null,
    sampleSubmission: sample_submission ?? null,
    hashes: Object.fromEntries(
      Object.entries(hashes).flatMap(([role, hash]) => (hash ? [[role, hash]] : [])),
    ),
  };
}

const hashed = z.object({ sha256: z.string().optional() });
const describedData = z.object({
  source: z.string().optional(),
  train: hashed.optional(),
  test: hashed
    .extend({ file: z.string().optional(), rows: z.number().int().optional() })
    .optional(),
  validation: hashed.optional(),
  sample_submission: z.string().nullish(),
});
const configData = z.object({ data: jsonValue });

/** The run's folder has the whole description; its definition may have the part that decides its identity only. */
function readDescription(runsDir: string, run: RunRecord): JsonValue {
  const { config } = runPaths(runsDir, run.id);
  if (!existsSync(config)) return run.definition.data;
  return configData.parse(JSON.parse(readFileSync(config, "utf8"))).data;
}
