import { readFileSync } from "node:fs";

import { isAbsolute, join, relative, sep } from "node:path";
import { ZodError, z } from "zod";
import { messageOf, SweepError } from "../core/errors.js";
import type { JsonValue } from "../core/json.js";
import { type RunConfig, runConfig } from "../protocol/config.js";
import type { RunEnvironment } from "../protocol/environment.js";
import { appendEvents } from "./append-events.js";
import { requireFile, wireSummary, wireValues } from "./checks.js";
import { printEvents } from "./print-events.js";
import type { EventSink } from "./sink.js";

/** Where a metric belongs. Steps are whole numbers from 0; where none is given, one more than the last. */
export interface At {
  step?: number;
  epoch?: number;
}

/**
 * What a trainer calls to report. Every call is done when it returns: one line is in the run's event file, in one write, so
 * that nothing is lost when the process dies. Wrong arguments throw TypeError, lines over 64 KiB RangeError.
 */
export interface Tracker {
  /** What config.json says; null outside sweep, when the script is run by hand. */
  readonly config: RunConfig | null;
  /** Absolute path of the folder that artifacts belong in; outside sweep `artifacts` in the working directory. */
  readonly artifactsDir: string;
  /** Metrics of one step. Values may be NaN or infinite. */
  log(values: Record<string, number>, at?: At): void;
  /** `done` of `total` `unit`s; `total` 0 means that it is not known. */
  progress(done: number, total: number, about?: { unit?: string; status?: string }): void;
  /**
   * The file `path`, in `artifactsDir`, is complete. Kinds that sweep knows: "model", "export", "predictions", "picture", "file".
   * @throws TypeError when it is not a file, or not in that folder.
   */
  artifact(path: string, kind?: string): void;
  /** Values that describe the whole run; later ones replace earlier ones of the same name. */
  summary(values: Record<string, JsonValue>): void;
}

type Environment = Partial<RunEnvironment> & Record<string, string | undefined>;

/** The tracker of the run that this process belongs to; without one (no SWEEP_EVENTS) it prints readable lines to stdout. */
export function createTracker(environment: Environment = process.env): Tracker {
  const { SWEEP_EVENTS, SWEEP_RUN_DIR, SWEEP_CONFIG } = environment;
  const send = SWEEP_EVENTS ? appendEvents(SWEEP_EVENTS) : printEvents(process.stdout);
  const artifactsDir = join(SWEEP_RUN_DIR ?? process.cwd(), "artifacts");
  const config = SWEEP_CONFIG ? readConfig(SWEEP_CONFIG) : null;
  return { config, artifactsDir, ...reporting(send, artifactsDir) };
}

/** @throws SweepError("data") that names the file and the key. */
function readConfig(file: string): RunConfig {
  try {
    return runConfig.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const problem = error instanceof ZodError ? z.prettifyError(error) : messageOf(error);
    const message = `SWEEP_CONFIG: expected a run's configuration in ${file}: ${problem}`;
    throw new SweepError("data", message, { cause: error });
  }
}

function reporting(
  send: EventSink,
  artifactsDir: string,
): Omit<Tracker, "config" | "artifactsDir"> {
  let nextStep = 0;
  return {
    log(values, { step = nextStep, epoch } = {}) {
      if (!Number.isInteger(step) || step < 0) {
        throw new TypeError(`log: expected \`step\` to be a whole number from 0, got ${step}`);
      }
      send({ type: "metrics", step, epoch, values: wireValues(values), time: Date.now() });
      nextStep = step + 1;
    },
    progress(done, total, { unit, status } = {}) {
      if (!(done >= 0 && total >= 0 && Number.isFinite(done + total))) {
        throw new TypeError(`progress: expected two numbers from 0, got ${done} and ${total}`);
      }
      send({ type: "progress", done, total, unit, status, time: Date.now() });
    },
    artifact(path, kind) {
      const inside = isAbsolute(path) ? relative(artifactsDir, path) : path;
      requireFile(artifactsDir, inside);
      send({ type: "artifact", path: inside.split(sep).join("/"), kind, time: Date.now() });
    },
    summary(values) {
      send({ type: "summary", values: wireSummary(values), time: Date.now() });
    },
  };
}
