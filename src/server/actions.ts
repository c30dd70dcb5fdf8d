import type { ControlReply, ControlVerb, SweepControlRequest } from "../api/control.js";
import type { ExperimentFile, ExperimentPreview, ExperimentRequest } from "../api/experiments.js";
import type { LaunchReply } from "../api/launches.js";
import type { RunRecord, SweepRecord } from "../core/records.js";

/** Everything that a server does to processes and experiments' files. Whatever lives goes on when the server ends. */
export interface Actions {
  /** Does an orchestrator live that is at work on it? */
  isBeingRun(sweep: SweepRecord): boolean;
  /** Each run by itself: one that cannot be is told apart and holds up no other. */
  controlRuns(action: ControlVerb, runs: readonly RunRecord[]): Promise<ControlReply>;
  /** @throws SweepError("conflict") when it is not possible as things are, with the reason. */
  controlSweep(action: SweepControlRequest["action"], sweep: SweepRecord): Promise<ControlReply>;
  experiments(): ExperimentFile[];
  /** @throws SweepError("not-found") for a file that `experiments` does not list: the same of all below. */
  readExperiment(file: string): string;
  /** Never replaces a file. @returns its path, as `experiments` has it. @throws SweepError("usage" | "conflict") */
  saveExperiment(name: string, text: string): string;
  /** @throws SweepError("spec") with all mistakes of the file, each with its place, and SweepError("data"). */
  preview(request: ExperimentRequest): Promise<ExperimentPreview>;
  start(request: ExperimentRequest): LaunchReply;
  /** One that this server started; null: it did not. */
  launch(id: string): LaunchReply | null;
}
