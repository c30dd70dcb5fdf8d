import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { findCodeChanges } from "../../analysis/code-changes.js";
import { compareFacts } from "../../analysis/compare-rows.js";
import { factsOf, type RunEvidence } from "../../analysis/run-facts.js";
import type { CompareSection, Comparison } from "../../api/compare.js";
import type { CompareSectionName } from "../../core/compare-section.js";
import type { RunRecord } from "../../core/records.js";
import { codeCopy, readEnvironmentRecord } from "../../protocol/environment-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";
import { runList } from "../run-list.js";

const MOST_RUNS = 8; // more columns than a wide screen holds

/** Runs side by side. */
export function compareRoute(deps: ServerDeps): Route {
  const { store, runsDir } = deps;
  return get({
    path: "/api/compare",
    params: z.strictObject({}),
    query: z.strictObject({ runs: runList({ least: 2, most: MOST_RUNS }) }),
    handle({ query: { runs: ids } }) {
      const evidence = gather(
        ids.map((id) => findRun(store, id)),
        deps,
      );
      const comparison: Comparison = {
        runs: evidence.map(({ run: { id, name, state } }) => {
          return { id, name, state, sweeps: store.sweepsOf(id) };
        }),
        sections: compareSections(evidence),
        code: findCodeChanges(
          evidence.map(({ run: { id }, environment }) => ({ id, environment })),
          (sha256) => readCopy(codeCopy(runsDir, sha256)),
        ),
      };
      return { type: "json", value: comparison };
    },
  });
}

function gather(runs: readonly RunRecord[], { store, runsDir }: ServerDeps): RunEvidence[] {
  const summaries = store.summaries(runs.map(({ id }) => id));
  const judges = store.listSweeps();
  return runs.map((run) => ({
    run,
    metrics: summaries.get(run.id) ?? [],
    environment: readEnvironmentRecord(runPaths(runsDir, run.id).environment),
    judges,
  }));
}

function compareSections(evidence: readonly RunEvidence[]): CompareSection[] {
  const facts = evidence.map(factsOf);
  const names = Object.keys(facts[0] ?? {}) as CompareSectionName[]; // of our own object: its keys are these
  return names.map((name) => ({ name, rows: compareFacts(facts.map((each) => each[name])) }));
}

function readCopy(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
