import type { ProcessIdentity } from "../../core/process-identity.js";
import { type ProcessRecord, pausedMs, readProcessRecord } from "../../protocol/process-record.js";
import type { RunPaths } from "../../protocol/run-paths.js";
import { writeJson } from "../../protocol/write-json.js";
import { requirePausable, suspend, wake } from "./suspend.js";
import type { RunProcesses } from "./terminate.js";

/**
 * Pauses an attempt and lets it go on. process.json keeps since when, so that whoever follows the attempt later knows, and
 * the host itself, whose timeout must not count that time.
 */
export class Pausing {
  readonly #processes: RunProcesses;
  readonly #file: string;

  constructor(identity: ProcessIdentity, paths: RunPaths) {
    this.#processes = { leader: identity.pid, runDir: paths.dir };
    this.#file = paths.process;
  }

  get isPaused(): boolean {
    return this.#record()?.paused_at != null;
  }

  /** In milliseconds, until now. */
  get totalMs(): number {
    return pausedMs(this.#record(), Date.now());
  }

  /** Resolves once all processes stand still. @returns false when the attempt has ended, or was let go on meanwhile. */
  async pause(): Promise<boolean> {
    requirePausable();
    const record = this.#record();
    if (record === null) return false; // it has ended
    if (record.paused_at === null) this.#note({ ...record, paused_at: Date.now() });
    const standsStill = await suspend(this.#processes);
    if (this.isPaused) return standsStill;
    wake(this.#processes); // also those that were stopped after they had been woken
    return false;
  }

  resume(): void {
    const record = this.#record();
    if (record === null) return;
    // Noted first: a host that wakes after its time asks how long it was paused.
    this.#note({ ...record, paused_ms: pausedMs(record, Date.now()), paused_at: null });
    wake(this.#processes);
  }

  #record(): ProcessRecord | null {
    return readProcessRecord(this.#file);
  }

  #note(record: ProcessRecord): void {
    writeJson(this.#file, record);
  }
}
