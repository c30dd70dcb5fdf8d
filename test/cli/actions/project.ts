/** A project in a folder of its own, with experiments that train in real processes, and a server's real actions on it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ServerActions } from "../../../src/cli/actions/server-actions.js";
import { executors } from "../../../src/executors/index.js";
import { identify, isAlive } from "../../../src/executors/local/process-table.js";
import { RemoteControl } from "../../../src/scheduler/control/remote-control.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

export interface Project {
  cwd: string;
  runsDir: string;
  store: Store;
  actions: ServerActions;
  /** Lets the runs of `experiments/gated.yaml` finish. */
  openGate(): void;
  write(file: string, text: string): void;
  /** Ends what still runs, and removes the folder. */
  remove(): void;
}

export function openProject(): Project {
  const cwd = mkdtempSync(join(tmpdir(), "sweep-actions-"));
  const runsDir = join(cwd, "runs");
  mkdirSync(join(cwd, "experiments"));
  mkdirSync(runsDir);
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  const write = (file: string, text: string) => writeFileSync(join(cwd, file), text);
  write("experiments/gated.yaml", experiment("gated", "x: {values: [0.1, 0.2]}"));
  write("experiments/fails-once.yaml", experiment("fails-once", "x: {value: 1}"));
  const executor = executors.get("local").create({}, { runsDir });
  const self = identify(process.pid);
  const control = new RemoteControl({ store, executor, runsDir, isAlive, now: Date.now, self });
  const env = { ...process.env, GATE: cwd };
  const actions = new ServerActions({
    ...{ store, control, isAlive, runsDir, cwd, main: MAIN, env, now: Date.now },
  });
  return {
    ...{ cwd, runsDir, store, actions, write },
    openGate: () => write("open", ""),
    remove() {
      const owners = store.listSweeps().map(({ owner }) => owner);
      const trainers = store.listRuns({ state: "running" }).map((run) => run.process);
      for (const one of [...owners, ...trainers]) if (one && isAlive(one)) kill(-one.pid);
      store.close();
      rmSync(cwd, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function experiment(trainer: string, parameters: string): string {
  const file = fileURLToPath(new URL(`../../fixtures/trainers/${trainer}.mjs`, import.meta.url));
  return [
    `description: trains ${trainer}`,
    `command: ["${process.execPath}", "${file}"]`,
    "metric: {name: accuracy, goal: maximize}",
    `parameters:\n  ${parameters}`,
    "",
  ].join("\n");
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended meanwhile
  }
}
