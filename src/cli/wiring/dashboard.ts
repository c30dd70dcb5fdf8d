import type { Command } from "commander";
import type { DataSource } from "../../core/data-source.js";
import { isAlive, liveness } from "../../executors/local/process-table.js";
import { createApp } from "../../server/app.js";
import type { ImageSource } from "../../server/deps.js";
import type { Store } from "../../store/store.js";
import { ServerActions } from "../actions/server-actions.js";
import { dashboardCommand } from "../commands/dashboard.js";
import type { CliContext } from "../context.js";
import { importanceInWorker } from "../importance/measure-in-worker.js";
import { describeDefect } from "../report.js";
import { untilInterrupted } from "../signals.js";
import { submitInChild } from "../submit-jobs/submit-in-child.js";
import { SubmitQueue } from "../submit-jobs/submit-queue.js";
import { verdictsInWorker } from "../verdict/verdicts-in-worker.js";
import { createControl } from "./control.js";
import {
  ASSETS,
  IMPORTANCE_WORKER,
  LOOK_WORKER,
  MAIN,
  SUBMIT_CHILD,
  VERDICT_WORKER,
} from "./paths.js";

export function dashboard(context: CliContext): Command {
  return dashboardCommand(context, {
    createApp: ({ store, runsDir, host, forbidden }) =>
      createApp({
        store,
        runsDir,
        cwd: context.cwd,
        images: createPictures(runsDir),
        data: createLooks(runsDir, context.cwd),
        submitJobs: createSubmitJobs(runsDir, context.cwd),
        actions: createActions(store, runsDir, context.cwd),
        forbidden,
        measureImportance: importanceInWorker(IMPORTANCE_WORKER),
        reachVerdict: verdictsInWorker(VERDICT_WORKER, { runsDir }),
        assetsDir: ASSETS,
        now: Date.now,
        liveness,
        hostNames: [host],
        onDefect: (error) => context.stderr.write(`${describeDefect(error)}\n`),
      }),
    untilStopped: untilInterrupted,
  });
}

/** What pictures and looks need is loaded when one is asked for: most of it is the trainers and the experiments' language. */
function createPictures(runsDir: string): ImageSource {
  const pictures = async () => (await import("../digits-runs.js")).digitPictures(runsDir);
  return {
    png: async (run, row) => (await pictures()).png(run, row),
    testPng: async (run, row) => (await pictures()).testPng(run, row),
  };
}

function createLooks(runsDir: string, cwd: string): DataSource {
  let looks: Promise<DataSource> | null = null;
  const load = async () => {
    const { DataLooks } = await import("../data/data-looks.js");
    const { plugins } = await import("./plugins.js");
    return new DataLooks({ runsDir, cwd, plugins, entry: LOOK_WORKER });
  };
  return {
    look: async (request) => {
      looks ??= load();
      return (await looks).look(request);
    },
  };
}

function createSubmitJobs(runsDir: string, cwd: string): SubmitQueue {
  return new SubmitQueue((runId, onProgress) =>
    submitInChild({ entry: SUBMIT_CHILD, runsDir, cwd, runId, onProgress }),
  );
}

function createActions(store: Store, runsDir: string, cwd: string): ServerActions {
  const control = createControl(store, runsDir);
  const { env } = process;
  return new ServerActions({
    ...{ store, control, isAlive, runsDir, cwd, main: MAIN, env, now: Date.now },
  });
}
