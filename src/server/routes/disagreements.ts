import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { alignRows, type CommonAnswers, type CommonRows } from "../../analysis/common-rows.js";
import { countConfusion } from "../../analysis/confusion.js";
import { countPatterns, findDisagreements, testPairs } from "../../analysis/disagreements.js";
import type { DisagreementReport, RunAnswers } from "../../api/disagreements.js";
import { SweepError } from "../../core/errors.js";
import { hashJson } from "../../core/hash.js";
import type { RunRecord } from "../../core/records.js";
import {
  PREDICTIONS_FILE,
  type Predictions,
  parsePredictions,
} from "../../protocol/predictions.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { FileCache } from "../file-cache.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";
import { runList } from "../run-list.js";

const MOST_RUNS = 8; // as many as can be compared
const MOST_ROWS = 500; // pictures of one page
const CAPACITY = 16; // files of ~200 kB when parsed: two comparisons

const query = z.strictObject({
  runs: runList({ least: 2, most: MOST_RUNS }),
  pattern: z
    .string()
    .regex(/^[01]+$/, "expected a 0 or 1 for each run, such as `10`")
    .optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(60),
  offset: z.coerce.number().int().min(0).default(0),
});

/** The validation rows on which runs do not agree. */
export function disagreementsRoute({ store, runsDir }: ServerDeps): Route {
  const read = (file: string) => parsePredictions(readFileSync(file, "utf8"), file);
  const cache = new FileCache({ read, capacity: CAPACITY });
  return get({
    path: "/api/disagreements",
    params: z.strictObject({}),
    query,
    handle({ query: { runs: ids, ...page } }) {
      const runs = ids.map((id) => findRun(store, id));
      requireSameFile(runs);
      const predicted = runs.map(({ id }) => {
        const file = join(runPaths(runsDir, id).artifacts, PREDICTIONS_FILE);
        return { id, predictions: requirePredictions(id, cache.get(file)) };
      });
      return { type: "json", value: report(runs, alignRows(predicted), page) };
    },
  });
}

interface Page {
  pattern?: string;
  limit: number;
  offset: number;
}

function report(runs: readonly RunRecord[], common: CommonRows, page: Page): DisagreementReport {
  const all = findDisagreements(common);
  const matching = all.filter(({ pattern }) => !page.pattern || pattern === page.pattern);
  return {
    runs: runs.map((run, i) => runAnswers(run, common, i)),
    rows: common.rows.length,
    sameSplit: common.sameSplit,
    pairs: testPairs(common),
    patterns: countPatterns(all),
    disagreements: matching.slice(page.offset, page.offset + page.limit),
    matching: matching.length,
    total: all.length,
  };
}

function runAnswers({ id, name }: RunRecord, common: CommonRows, i: number): RunAnswers {
  const { labels, runs, rows } = common;
  const { answers, answered } = runs[i] as CommonAnswers; // one for each run
  const correct = labels.reduce((sum, label, at) => sum + (answers[at] === label ? 1 : 0), 0);
  const accuracy = rows.length === 0 ? 0 : correct / rows.length;
  return { id, name, answered, correct, accuracy, confusion: countConfusion(common, answers) };
}

function requirePredictions(id: string, predictions: Predictions | null): Predictions {
  if (predictions) return predictions;
  throw new SweepError(
    "not-found",
    `run ${id} has no artifact \`${PREDICTIONS_FILE}\`: its answers cannot be compared`,
  );
}

/** Rows of different files have nothing in common but their numbers. */
function requireSameFile(runs: readonly RunRecord[]): void {
  const files = runs.map(({ definition: { data } }) => trainingFile(data));
  const other = files.findIndex((file) => hashJson(file) !== hashJson(files[0]));
  if (other === -1) return;
  throw new SweepError(
    "conflict",
    `runs: expected one training file, but run ${runs[0]?.id} and run ${runs[other]?.id} were trained on different ones`,
  );
}

/** What of a run's data says from where its rows are: all of a command's, but of a built-in trainer's not the split. */
function trainingFile(data: RunRecord["definition"]["data"]): unknown {
  const isDescribed = typeof data === "object" && data !== null && "train" in data;
  return isDescribed ? data.train : data;
}
