import { stat } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { messageOf } from "../core/errors.js";
import { fromWire } from "../core/metric-value.js";
import type { ArtifactRecord, MetricPoint } from "../core/records.js";
import type { RunEvent } from "../protocol/events.js";
import { fileSha256 } from "../protocol/file-sha256.js";
import type { EventBatch } from "../store/store.js";

type BatchContent = Omit<EventBatch, "runId" | "attempt" | "offset">;

/** Turns events into what the store ingests at once. Artifacts that cannot be read become problems. */
export async function toBatch(
  events: readonly RunEvent[],
  { runId, artifactsDir, now }: { runId: string; artifactsDir: string; now: number },
): Promise<{ content: BatchContent; problems: string[] }> {
  const content: BatchContent = { metrics: [], progress: null, summary: {}, artifacts: [] };
  const problems: string[] = [];
  for (const event of events) {
    switch (event.type) {
      case "metrics":
        content.metrics.push(...toPoints(event, now));
        break;
      case "progress":
        content.progress = {
          done: event.done,
          total: event.total,
          unit: event.unit,
          status: event.status,
        };
        break;
      case "summary":
        Object.assign(content.summary, event.values);
        break;
      case "artifact":
        try {
          content.artifacts.push(await describeArtifact(runId, artifactsDir, event));
        } catch (error) {
          problems.push(`artifact ${event.path}: ${messageOf(error)}`);
        }
    }
  }
  return { content, problems };
}

function toPoints(event: Extract<RunEvent, { type: "metrics" }>, now: number): MetricPoint[] {
  const { step, epoch = null, time = now } = event;
  return Object.entries(event.values).map(([name, value]) => ({
    name,
    step,
    epoch,
    time,
    value: fromWire(value),
  }));
}

async function describeArtifact(
  runId: string,
  artifactsDir: string,
  { path, kind }: { path: string; kind: string },
): Promise<ArtifactRecord> {
  const file = join(artifactsDir, path);
  const inside = relative(artifactsDir, file);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) {
    throw new Error("expected a path inside the run's artifacts folder");
  }
  const { size, mtimeMs } = await stat(file);
  return {
    runId,
    path: inside.split("\\").join("/"),
    kind,
    bytes: size,
    sha256: await fileSha256(file),
    createdAt: Math.floor(mtimeMs), // the file's own time, which a rebuilt database finds again
  };
}
