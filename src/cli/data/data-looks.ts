import { readFileSync } from "node:fs";
import { extname, relative, resolve } from "node:path";
import type { DataRequest, DataSource, DataState } from "../../core/data-source.js";
import { SweepError } from "../../core/errors.js";
import { hashJson } from "../../core/hash.js";
import { runConfig } from "../../protocol/config.js";
import { runPaths } from "../../protocol/run-paths.js";
import { dataDescription } from "../../trainers/digits/description.js";
import { ensembleDescription } from "../../trainers/ensemble/description.js";
import { cacheDirOf } from "../run/plan-sweep.js";
import type { Plugins } from "../run/read-experiment.js";
import { readExperiment } from "../run/read-experiment.js";
import { lookInWorker } from "./look-in-worker.js";
import type { LookJob, LookProgress } from "./look-job.js";

export interface DataLooksOptions {
  runsDir: string;
  cwd: string;
  plugins: Plugins;
  /** URL of the compiled worker.js. */
  entry: URL;
}

type Entry = { progress: LookProgress; state: DataState | null; error: unknown };

const MOST_ENTRIES = 8; // looks of ~400 kB

/** Looks at data on behalf of a server: each once, in the background, and told how far it has come. */
export class DataLooks implements DataSource {
  readonly #options: DataLooksOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: DataLooksOptions) {
    this.#options = options;
  }

  look(request: DataRequest): DataState {
    const job = jobOf(request, this.#options);
    const key = hashJson(job);
    const entry = this.#entries.get(key) ?? this.#start(key, job);
    if (entry.error !== null) {
      this.#entries.delete(key); // told once: asking again tries again
      throw entry.error;
    }
    return entry.state ?? { state: "working", progress: entry.progress };
  }

  #start(key: string, job: LookJob): Entry {
    const entry: Entry = {
      progress: { status: "starting", done: 0, total: 0 },
      state: null,
      error: null,
    };
    const { entry: url } = this.#options;
    const onProgress = ({ status, done, total }: LookProgress) => {
      entry.progress = { status, done, total };
    };
    lookInWorker(job, { entry: url, onProgress }).then(
      (look) => {
        entry.state = { state: "ready", look };
      },
      (error: unknown) => {
        entry.error = error;
      },
    );
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > MOST_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }
}

/** The data that a run was given, or that an experiment names. @throws SweepError where it names none that can be looked at. */
export function jobOf(request: DataRequest, options: Omit<DataLooksOptions, "entry">): LookJob {
  if (request.kind === "run") return runJob(request.id, options);
  if (request.kind === "default") {
    const { cwd, runsDir } = options;
    return { kind: "named", options: {}, cwd, folds: null, cacheDir: cacheDirOf(runsDir) };
  }
  requireInside(request.file, options.cwd);
  return experimentJob(request.file, options);
}

/** An ensemble's data are its members'. */
function runJob(id: string, options: Pick<DataLooksOptions, "runsDir">): LookJob {
  const data = dataOf(runPaths(options.runsDir, id).config);
  const ensemble = ensembleDescription.safeParse(data);
  const member = ensemble.data?.candidates[0]?.networks[0];
  if (member) return runJob(member.run, options);
  const described = dataDescription.safeParse(data);
  const cacheDir = cacheDirOf(options.runsDir);
  if (described.success) return { kind: "described", description: described.data, cacheDir };
  throw new SweepError(
    "not-found",
    `run ${id}: it recorded no data that can be looked at: only those of the trainer \`digits\` can`,
  );
}

function dataOf(config: string): unknown {
  try {
    return runConfig.parse(JSON.parse(readFileSync(config, "utf8"))).data;
  } catch {
    return null; // it has not begun
  }
}

/** The data that an experiment names. @throws SweepError as reading the experiment does. */
export function experimentJob(
  file: string,
  { cwd, runsDir, plugins }: Omit<DataLooksOptions, "entry">,
): LookJob {
  const { trainer, data, name, folds } = readExperiment(file, { cwd, overrides: [], plugins });
  if (trainer.kind === "builtin")
    return { kind: "named", options: data, cwd, folds, cacheDir: cacheDirOf(runsDir) };
  throw new SweepError(
    "usage",
    `${name}: its command alone knows its data: only those of the trainer \`digits\` can be looked at`,
  );
}

/** A browser may ask for experiments of this project, not for any file: messages about YAML quote it. */
function requireInside(file: string, cwd: string): void {
  const path = relative(cwd, resolve(cwd, file));
  if (!path.startsWith("..") && [".yaml", ".yml"].includes(extname(path))) return;
  throw new SweepError(
    "usage",
    `experiment: expected a YAML file of this project, got \`${file}\``,
  );
}
