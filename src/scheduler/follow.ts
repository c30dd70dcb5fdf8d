import type { MetricPoint, Progress, RunRecord } from "../core/records.js";
import type { Execution, ProcessEnd } from "../executors/executor.js";
import type { RunPaths } from "../protocol/run-paths.js";
import type { MetricStore, RunStore } from "../store/store.js";
import { toBatch } from "./event-batch.js";
import { EventTail } from "./event-tail.js";
import { FewProblems } from "./few-problems.js";
import { untoldResults } from "./untold-results.js";

export interface FollowDeps {
  store: MetricStore & Pick<RunStore, "getRun">;
  now(): number;
  onMetrics(points: MetricPoint[]): void;
  onProgress(progress: Progress): void;
  /** With the file, and the line where it is about one; the first few, and at the end how many more there were. */
  onProblem(problem: string): void;
}

const POLL_MS = 200; // a person sees five updates a second as live; a batch is one transaction

/** Carries a run's events into the store until its process has ended and its event file is drained. */
export async function follow(
  run: RunRecord,
  execution: Execution,
  paths: RunPaths,
  deps: FollowDeps,
): Promise<ProcessEnd> {
  const pump = createPump(run, paths, deps);
  let end: ProcessEnd | null = null;
  while (end === null) {
    await pump(false);
    end = await Promise.race([execution.ended, pause(POLL_MS)]);
  }
  await pump(true);
  return end;
}

/** Reads what a process that is already gone has left. */
export async function drain(run: RunRecord, paths: RunPaths, deps: FollowDeps): Promise<void> {
  await createPump(run, paths, deps)(true);
}

type Pump = (final: boolean) => Promise<void>;

function createPump(run: RunRecord, paths: RunPaths, deps: FollowDeps): Pump {
  const problems = new FewProblems(paths.events, deps.onProblem);
  const tail = new EventTail(paths.events, deps.store.eventOffset(run.id));
  return async (final) => {
    for (let read = await tail.read({ final }); read !== null; read = await tail.read({ final })) {
      const now = deps.now();
      const batch = await toBatch(read.events, {
        runId: run.id,
        artifactsDir: paths.artifacts,
        now,
      });
      const { content } = batch;
      deps.store.ingest(
        { runId: run.id, attempt: run.attempt, offset: read.offset, ...content },
        now,
      );
      for (const { line, message } of read.problems)
        problems.add(`${paths.events}:${line}  ${message}`);
      for (const problem of batch.problems) problems.add(`${paths.events}: ${problem}`);
      if (content.metrics.length > 0) deps.onMetrics(content.metrics);
      if (content.progress) deps.onProgress(content.progress);
    }
    if (!final) return;
    for (const problem of untoldResults(deps.store, run.id))
      problems.add(`${paths.events}: ${problem}`);
    problems.end();
  };
}

function pause(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null));
}
