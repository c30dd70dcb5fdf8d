import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureImportance } from "../../src/analysis/importance/importance.js";
import type { ServerDeps } from "../../src/server/deps.js";
import { createVerdicts } from "../../src/server/kept-verdicts.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import { createDemoData } from "../fixtures/demo-data.js";
import { DEMO_BEGIN, demoImages, fillDemoStore } from "../fixtures/demo-store.js";
import { demoSubmitJobs } from "../fixtures/demo-submissions.js";

/** Of a process that lives, in the server's eyes; all others are on another host. */
export const LIVING_PID = 4_711;

export interface Demo {
  deps: ServerDeps;
  runsDir: string;
  remove(): void;
}

/** What the server needs, on a real store in a temporary folder; with the demo's runs unless `isEmpty`. */
export function openDemo({ isEmpty = false } = {}): Demo {
  const root = mkdtempSync(join(tmpdir(), "sweep-server-"));
  const runsDir = join(root, "runs");
  const assetsDir = join(root, "assets");
  mkdirSync(runsDir);
  mkdirSync(assetsDir);
  writeFileSync(join(assetsDir, "index.html"), "<!doctype html><title>sweep</title>");
  writeFileSync(join(assetsDir, "app.js"), "export {};");
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  if (!isEmpty) fillDemoStore(store, runsDir);
  const verdictOf = createVerdicts({ store, runsDir });
  const now = () => DEMO_BEGIN + 150_000;
  return {
    deps: {
      ...{ store, runsDir, cwd: root, images: demoImages, data: createDemoData(), assetsDir, now },
      liveness: ({ pid }) => (pid === LIVING_PID ? "alive" : "elsewhere"),
      submitJobs: demoSubmitJobs({ store, runsDir }, now),
      actions: null,
      reachVerdict: async (sweep) => verdictOf(sweep),
      measureImportance: async (trials, goal) => measureImportance(trials, goal),
    },
    runsDir,
    remove() {
      store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
