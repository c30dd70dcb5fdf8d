import type { Device } from "../../core/device.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import type { Executor } from "../../executors/executor.js";
import type { Plugins } from "./read-experiment.js";

/** What `sweep run` needs of the outside world besides the context. */
export interface RunDeps {
  plugins: Plugins;
  env: Record<string, string | undefined>;
  createExecutor(runsDir: string): Executor;
  isAlive(identity: ProcessIdentity): boolean;
  self: ProcessIdentity;
  availableBytes(): number;
  /** Calls the listener at each interruption. @returns how to take it away. */
  onInterrupt(listener: () => void): () => void;
}

/** The options of the command line. */
export interface RunOptions {
  jobs?: number;
  set: string[];
  dryRun?: boolean;
  fresh?: boolean;
  backend?: string;
  device?: Device;
  json?: boolean;
  plain?: boolean;
}
