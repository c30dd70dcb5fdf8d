/**
 * What the orchestrator tells a host, over Node's IPC channel. A host is the process of one run: it either runs a
 * trainer module inside itself, already imported (a warm spare), or supervises a command. Invariants:
 *
 * 1. Until it is told `launch` a host does nothing, and it exits when the channel closes: spares are never orphaned.
 * 2. After `launch` the channel is closed by both sides: nothing of the run depends on the orchestrator being alive.
 * 3. A host is the leader of its own process group and session.
 */
import type { RunPaths } from "./run-paths.js";

export type ToHost = {
  type: "launch";
  program: Program;
  environment: Record<string, string>;
  /** Milliseconds after which the host itself ends the trainer; null: no limit. */
  timeoutMs: number | null;
  /** Milliseconds that the trainer then has between SIGTERM and its end. */
  graceMs: number;
  /** The run's files: the host writes `exit` when the trainer has ended. */
  paths: RunPaths;
};

export type FromHost =
  /** Imports are done: a `launch` will start at once. */
  | { type: "ready" }
  /** The launch was received; the channel may be closed. */
  | { type: "launched" };

/** What a host is to run. `url` is a module that exports `run` (TrainerModule); `cwd` is absolute. */
export type Program =
  | { kind: "module"; url: string }
  | { kind: "command"; argv: string[]; cwd: string };

/** What a trainer module exports. It is imported before its run is known: it reads its environment inside `run`. */
export interface TrainerModule {
  /** Resolves when training is complete; a rejection is a failed attempt. */
  run(environment: Record<string, string | undefined>): Promise<void>;
}
