/** The only place that names concrete classes, reads the environment and installs signal handlers. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { type ErrorCode, messageOf, SweepError } from "../core/errors.js";
import { executors } from "../executors/index.js";
import { identify, isAlive, liveness } from "../executors/local/process-table.js";
import { RemoteControl } from "../scheduler/control/remote-control.js";
import { samplers } from "../search/index.js";
import { createApp } from "../server/app.js";
import { openSqliteStore } from "../store/sqlite/index.js";
import type { Store } from "../store/store.js";
import { backends } from "../trainers/backends/index.js";
import { solutionFile } from "../trainers/digits/data/solution-file.js";
import { exportFormats } from "../trainers/exports/index.js";
import { trainers } from "../trainers/index.js";
import { ServerActions } from "./actions/server-actions.js";
import { availableMemory } from "./available-memory.js";
import { isReaderGone, outliveReaders } from "./closed-output.js";
import { annotationCommands } from "./commands/annotate.js";
import { bestCommand } from "./commands/best.js";
import { controlCommands } from "./commands/control.js";
import { dashboardCommand } from "./commands/dashboard.js";
import { dataCommand } from "./commands/data.js";
import { doctorCommand } from "./commands/doctor.js";
import { exportCommand } from "./commands/export.js";
import { logsCommand } from "./commands/logs.js";
import { lsCommand } from "./commands/ls.js";
import { promoteCommand } from "./commands/promote.js";
import { reindexCommand } from "./commands/reindex.js";
import { retryCommand } from "./commands/retry.js";
import { runCommand } from "./commands/run.js";
import { scoreCommand } from "./commands/score.js";
import { showCommand } from "./commands/show.js";
import { submissionsCommand } from "./commands/submissions.js";
import { submitCommand } from "./commands/submit.js";
import type { CliContext } from "./context.js";
import { DataLooks } from "./data/data-looks.js";
import { digitPictures, digitsPredictor, usesEmbeddedDigits } from "./digits-runs.js";
import { importanceInWorker } from "./importance/measure-in-worker.js";
import { pushToKaggle } from "./kaggle.js";
import { cacheDirOf } from "./run/plan-sweep.js";
import type { RunDeps } from "./run/run-options.js";
import { requireFolder } from "./runs-folder.js";
import { onInterrupt, untilInterrupted } from "./signals.js";
import { submitInChild } from "./submit-jobs/submit-in-child.js";
import { SubmitQueue } from "./submit-jobs/submit-queue.js";
import { version } from "./version.js";

/** Runs one command line. @returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders();
  const program = createProgram();
  try {
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    return report(error);
  }
}

const plugins = { trainers, samplers, backends };
const IMPORTANCE_WORKER = new URL("./importance/worker.js", import.meta.url);
const SUBMIT_CHILD = fileURLToPath(new URL("./submit-jobs/child.js", import.meta.url));
const MAIN = fileURLToPath(new URL("./main.js", import.meta.url));
const LOOK_WORKER = new URL("./data/worker.js", import.meta.url);

function createProgram(): Command {
  const program = new Command("sweep")
    .description(
      "A YAML experiment becomes training runs, a dashboard, a champion and a submission.",
    )
    .version(version())
    .option("--runs-dir <dir>", "where runs are kept (default: SWEEP_RUNS_DIR, else ./runs)")
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride();
  const context = createContext(() => program.opts<{ runsDir?: string }>().runsDir);
  const commands = [
    runCommand(context, runDeps()),
    lsCommand(context),
    showCommand(context),
    logsCommand(context),
    bestCommand(context),
    dashboardCommand(context, {
      createApp: ({ store, runsDir, host, forbidden }) =>
        createApp({
          store,
          runsDir,
          images: digitPictures(runsDir),
          data: new DataLooks({ runsDir, cwd: context.cwd, plugins, entry: LOOK_WORKER }),
          submitJobs: createSubmitJobs(runsDir, context.cwd),
          actions: createActions(store, runsDir, context.cwd),
          forbidden,
          measureImportance: importanceInWorker(IMPORTANCE_WORKER),
          assetsDir: fileURLToPath(new URL("../dashboard", import.meta.url)),
          now: Date.now,
          liveness,
          hostNames: [host],
          onDefect: (error) => context.stderr.write(`${describeDefect(error)}\n`),
        }),
      untilStopped: untilInterrupted,
    }),
    ...controlCommands(context, { createControl }),
    retryCommand(context, { ...runDeps(), createControl }),
    ...annotationCommands(context),
    promoteCommand(context),
    submitCommand(context, {
      createPredictor: ({ runsDir, backend }) => digitsPredictor(runsDir, backend),
      usesEmbeddedData: (runId) => usesEmbeddedDigits(context.runsDir(), runId),
      push: (push) => pushToKaggle(push, process.env),
      backends: backends.types,
    }),
    exportCommand(context, { formats: exportFormats }),
    submissionsCommand(context),
    scoreCommand(context, {
      defaultSolution: () => solutionFile(cacheDirOf(context.runsDir())),
      usesEmbeddedData: (runId) => usesEmbeddedDigits(context.runsDir(), runId),
    }),
    reindexCommand(context, { self: identify(process.pid), isAlive }),
    dataCommand(context, { plugins, entry: LOOK_WORKER }),
    doctorCommand(context, {
      backends: backends.types,
      probe: fileURLToPath(new URL("./doctor/probe.js", import.meta.url)),
      availableBytes: availableMemory,
    }),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

function createContext(runsDirOption: () => string | undefined): CliContext {
  const cwd = process.cwd();
  const runsDir = () => resolve(cwd, runsDirOption() ?? (process.env.SWEEP_RUNS_DIR || "runs"));
  return {
    cwd,
    runsDir,
    openStore({ create = false } = {}) {
      const file = join(runsDir(), "sweep.db");
      requireFolder(runsDir());
      if (!create && !existsSync(file)) throw noStore(file);
      return openSqliteStore({ file });
    },
    stdout: process.stdout,
    stderr: process.stderr,
    now: Date.now,
    liveness,
  };
}

function noStore(file: string): SweepError {
  return new SweepError(
    "not-found",
    `${file}: no runs yet. Start some with \`sweep run <experiment.yaml>\`, or name their folder by --runs-dir`,
  );
}

function createSubmitJobs(runsDir: string, cwd: string): SubmitQueue {
  return new SubmitQueue((runId, onProgress) =>
    submitInChild({ entry: SUBMIT_CHILD, runsDir, cwd, runId, onProgress }),
  );
}

function createControl(store: Store, runsDir: string): RemoteControl {
  const executor = executors.get("local").create({}, { runsDir });
  const self = identify(process.pid);
  return new RemoteControl({ store, executor, runsDir, isAlive, now: Date.now, self });
}

function createActions(store: Store, runsDir: string, cwd: string): ServerActions {
  const control = createControl(store, runsDir);
  const { env } = process;
  return new ServerActions({
    ...{ store, control, isAlive, runsDir, cwd, main: MAIN, env, now: Date.now },
  });
}

function runDeps(): RunDeps {
  return {
    plugins,
    env: process.env,
    createExecutor: (runsDir) => executors.get("local").create({}, { runsDir }),
    isAlive,
    self: identify(process.pid),
    availableBytes: availableMemory,
    onInterrupt,
  };
}

const EXIT_CODES: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  interrupted: 130, // as shells report SIGINT
};

/** A user's mistake: its message. A defect of ours: the stack, too, so that it can be reported. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed its message
  if (isReaderGone(error)) return 0;
  if (error instanceof SweepError) {
    process.stderr.write(`sweep: ${error.message}\n`);
    return EXIT_CODES[error.code] ?? 1;
  }
  const message = machineProblem(error) ?? describeDefect(error);
  process.stderr.write(`${message}\n`);
  return 1;
}

/** No defects, wherever they come up: no permission, a file in place of a folder, no space, too many open files. */
const MACHINE = [
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOTDIR",
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
  "ENOMEM",
];

/** Node's own words name the file; null for any other error. */
function machineProblem(error: unknown): string | null {
  const isSystemError = error instanceof Error && "syscall" in error && "code" in error;
  return isSystemError && MACHINE.includes(String(error.code)) ? `sweep: ${error.message}` : null;
}

function describeDefect(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return `sweep: unexpected error, please report it: ${stack ?? messageOf(error)}`;
}
