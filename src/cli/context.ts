import type { Writable } from "node:stream";
import type { Liveness, ProcessIdentity } from "../core/process-identity.js";
import type { Store } from "../store/store.js";
import type { ProgramName } from "./program-name.js";

/** What every command is given: the outside world, replaceable in tests. */
export interface CliContext {
  cwd: string;
  /** What hints begin with. */
  program: ProgramName;
  /** Where runs/ is, absolute; known once the command line has been parsed (`--runs-dir`, SWEEP_RUNS_DIR, else ./runs). */
  runsDir(): string;
  /**
   * Opens the store; the caller closes it.
   * @throws SweepError("not-found") when there is none yet and `create` is not set.
   */
  openStore(options?: { create?: boolean }): Store;
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  now(): number;
  /** Is this process still there? */
  liveness(identity: ProcessIdentity): Liveness;
}
