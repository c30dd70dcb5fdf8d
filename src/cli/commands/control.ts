import { resolve } from "node:path";
import { Command } from "commander";
import type { ControlReport, RemoteControl } from "../../scheduler/control/remote-control.js";
import { resolveTarget, type Target } from "../../selection/resolve-target.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatCountOf } from "../format/number.js";
import { printJson, printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";

export interface ControlDeps {
  createControl(store: Store, runsDir: string): RemoteControl;
}

interface Options {
  now?: boolean;
  json?: boolean;
}

type Act = (control: RemoteControl, target: Target, options: Options) => Promise<ControlReport>;

/** `sweep stop`, `pause` and `resume`: of a whole experiment, or of one run. */
export function controlCommands(context: CliContext, deps: ControlDeps): Command[] {
  const command = (name: string, description: string, help: string, act: Act) =>
    new Command(name)
      .description(description)
      .argument(
        "<experiment|runId>",
        "name or YAML file of an experiment, or (the beginning of) a run's id",
      )
      .option("--json", "one JSON document")
      .addHelpText("after", help)
      .action((text: string, options: Options) =>
        withStore(context, async (store) => {
          const target = resolveTarget(store, text, resolve(context.cwd, text));
          const control = deps.createControl(store, context.runsDir());
          const report = await act(control, target, options);
          print(context, name, target, report, options);
        }),
      );
  return [
    command("stop", "end an experiment's runs, or cancel one run", STOP_HELP, stop).option(
      "--now",
      "also end the runs that are going on (one run is always ended now)",
    ),
    command("pause", "let the processes stand still, nothing is lost", PAUSE_HELP, pause),
    command("resume", "let what is paused go on", RESUME_HELP, resume),
  ];
}

const STOP_HELP = `
An experiment: no more of its runs are started and those that run may finish; with --now they are ended, too: SIGTERM, and
SIGKILL 5 s later. One run: it is cancelled, whether it waits or runs. Where the orchestrator was killed, its runs are ended all the same.
\`sweep run\` trains later what was not finished, \`sweep retry\` one run.

Exit code: 0 when it was stopped, 1 when there was nothing to stop.

Examples:
  $ sweep stop bn-aug
  $ sweep stop bn-aug --now
  $ sweep stop 8c1dfe02`;

const PAUSE_HELP = `
Stops the processes (SIGSTOP) wherever they are and frees the cores; memory stays in use. A paused experiment starts no new runs.
Time that passes is not counted towards \`timeout\`. \`sweep resume\` lets them go on, and so does the next \`sweep run\` when the
orchestrator was killed meanwhile. Not on Windows.

Exit code: 0 when it is paused, 1 when there was nothing to pause.

Examples:
  $ sweep pause bn-aug
  $ sweep pause 8c1dfe02`;

const RESUME_HELP = `
Exit code: 0 when it goes on, 1 when it was not paused.

Examples:
  $ sweep resume bn-aug
  $ sweep resume 8c1dfe02`;

function stop(control: RemoteControl, target: Target, { now }: Options): Promise<ControlReport> {
  if (target.type === "run") return control.stopRun(target.run);
  return now ? control.stopSweep(target.sweep) : control.drainSweep(target.sweep);
}

function pause(control: RemoteControl, target: Target): Promise<ControlReport> {
  return target.type === "run" ? control.pauseRun(target.run) : control.pauseSweep(target.sweep);
}

function resume(control: RemoteControl, target: Target): Promise<ControlReport> {
  return target.type === "run" ? control.resumeRun(target.run) : control.resumeSweep(target.sweep);
}

function print(
  { stdout }: CliContext,
  action: string,
  target: Target,
  { runs, by }: ControlReport,
  { now, json }: Options,
): void {
  const name = target.type === "run" ? `run ${target.run.id}` : target.sweep.name;
  if (json)
    printJson(stdout, {
      action,
      [target.type]: target.type === "run" ? target.run.id : name,
      runs,
      by,
    });
  else printLine(stdout, `${name}: ${effect(action, target, runs.length, now ?? false)}`);
}

function effect(action: string, { type }: Target, count: number, now: boolean): string {
  const done = { stop: "stopped", pause: "paused", resume: "resumed" }[action] ?? action;
  if (type === "run") return done;
  const runs = formatCountOf(count, "run");
  if (action === "stop" && !now) return `no more runs are started; ${runs} may finish`;
  if (action === "pause")
    return `paused, ${runs} standing still; no more are started until \`sweep resume\``;
  return `${done}, ${runs}`;
}
