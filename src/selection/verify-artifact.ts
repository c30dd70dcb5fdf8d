import { join } from "node:path";
import { SweepError } from "../core/errors.js";
import type { ArtifactRecord } from "../core/records.js";
import { fileSha256 } from "../protocol/file-sha256.js";
import { runPaths } from "../protocol/run-paths.js";

/** @throws SweepError("data") when the file is gone or is not the one that the run recorded. */
export async function verifyArtifact(runsDir: string, artifact: ArtifactRecord): Promise<void> {
  const { runId, path } = artifact;
  const found = await hashFile(join(runPaths(runsDir, runId).artifacts, path), runId, path);
  if (found === artifact.sha256) return;
  throw new SweepError(
    "data",
    `run ${runId}: artifacts/${path} was changed after the run recorded it: expected SHA-256 ${artifact.sha256}, got ${found}`,
  );
}

async function hashFile(file: string, runId: string, path: string): Promise<string> {
  try {
    return await fileSha256(file);
  } catch (cause) {
    const isGone = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const problem = isGone
      ? `is gone: \`sweep show ${runId}\` ends with the command that trains it anew`
      : "cannot be read";
    throw new SweepError("data", `run ${runId}: artifacts/${path} ${problem}`, { cause });
  }
}
