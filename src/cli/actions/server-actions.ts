import type { ControlReply, ControlVerb, SweepControlRequest } from "../../api/control.js";
import type { ExperimentRequest } from "../../api/experiments.js";
import type { LaunchReply } from "../../api/launches.js";
import { assertNever } from "../../core/assert-never.js";
import { SweepError } from "../../core/errors.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { ControlReport, RemoteControl } from "../../scheduler/control/remote-control.js";
import { retryableRuns } from "../../scheduler/control/retryable-runs.js";
import type { Actions } from "../../server/actions.js";
import type { Store } from "../../store/store.js";
import { ExperimentFiles } from "./experiment-files.js";
import { jobsOption } from "./jobs-option.js";
import { Launches } from "./launches.js";
import { previewInChild } from "./preview-in-child.js";

export interface ServerActionsOptions {
  store: Store;
  control: RemoteControl;
  isAlive(identity: ProcessIdentity): boolean;
  runsDir: string;
  cwd: string;
  /** Absolute path of the compiled main.js. */
  main: string;
  env: Record<string, string | undefined>;
  now(): number;
}

/** What the dashboard's server can do: by the same controls as the command line, and by starting that. */
export class ServerActions implements Actions {
  readonly #options: ServerActionsOptions;
  readonly #files: ExperimentFiles;
  readonly #launches: Launches;

  constructor(options: ServerActionsOptions) {
    this.#options = options;
    this.#files = new ExperimentFiles(options.cwd);
    this.#launches = new Launches(options);
  }

  isBeingRun({ owner }: SweepRecord): boolean {
    return owner !== null && this.#options.isAlive(owner);
  }

  async controlRuns(action: ControlVerb, runs: readonly RunRecord[]): Promise<ControlReply> {
    const reply: ControlReply = { done: [], refused: [], launch: null };
    const left: RunRecord[] = [];
    const act = async (run: RunRecord) => {
      try {
        if (action === "retry") left.push(...(await this.#options.control.retry([run])).left);
        else await this.#controlRun(action, run);
        reply.done.push(run.id);
      } catch (error) {
        if (!(error instanceof SweepError)) throw error;
        reply.refused.push({ id: run.id, message: error.message });
      }
    };
    const { finished, open } =
      action === "retry"
        ? await this.#options.control.settleLost(runs)
        : { finished: [], open: runs };
    for (const id of finished)
      reply.refused.push({ id, message: `run ${id} had finished: its result was taken over` });
    await Promise.all(open.map(act));
    return left.length === 0 ? reply : { ...reply, launch: this.#retryHere(left) };
  }

  async controlSweep(
    action: SweepControlRequest["action"],
    sweep: SweepRecord,
  ): Promise<ControlReply> {
    if (action === "retry") return this.controlRuns("retry", this.#retryable(sweep));
    const { runs } = await this.#controlSweep(action, sweep);
    return { done: runs, refused: [], launch: null };
  }

  experiments() {
    return this.#files.list();
  }

  readExperiment(file: string): string {
    return this.#files.read(file);
  }

  saveExperiment(name: string, text: string): string {
    return this.#files.save(name, text);
  }

  async preview(request: ExperimentRequest) {
    return previewInChild({ ...request, file: this.#files.require(request.file) }, this.#options);
  }

  start({ file, jobs }: ExperimentRequest): LaunchReply {
    return this.#launches.start(["run", this.#files.require(file), "--plain", ...jobsOption(jobs)]);
  }

  launch(id: string): LaunchReply | null {
    return this.#launches.find(id);
  }

  #controlRun(action: Exclude<ControlVerb, "retry">, run: RunRecord): Promise<ControlReport> {
    const { control } = this.#options;
    switch (action) {
      case "stop":
        return control.stopRun(run);
      case "pause":
        return control.pauseRun(run);
      case "resume":
        return control.resumeRun(run);
      default:
        return assertNever(action);
    }
  }

  #controlSweep(
    action: Exclude<SweepControlRequest["action"], "retry">,
    sweep: SweepRecord,
  ): Promise<ControlReport> {
    const { control } = this.#options;
    switch (action) {
      case "drain":
        return control.drainSweep(sweep);
      case "stop":
        return control.stopSweep(sweep);
      case "pause":
        return control.pauseSweep(sweep);
      case "resume":
        return control.resumeSweep(sweep);
      default:
        return assertNever(action);
    }
  }

  #retryable(sweep: SweepRecord): RunRecord[] {
    const { store, control } = this.#options;
    return retryableRuns(store, sweep, { isLost: (run) => control.isLost(run) });
  }

  /** Nobody is at work on them: somebody is started for it. */
  #retryHere(runs: readonly RunRecord[]): LaunchReply {
    return this.#launches.start(["retry", ...runs.map(({ id }) => id), "--plain"]);
  }
}
