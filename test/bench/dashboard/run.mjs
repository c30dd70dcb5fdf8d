/**
 * Prints how long the server takes over what the dashboard asks of a large store, and what share that is of its limit:
 *
 *   npm run build:node && node test/bench/dashboard/run.mjs [--rounds 15]
 *
 * The server answers over HTTP in this process, as in `sweep dashboard`. Each question is asked once before it is measured; the
 * figures are the median of the rounds and the slowest one. The store is made first where it is not there yet (store.mjs: some
 * minutes, 2 GB in the temporary folder).
 */
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createApp } from "../../../dist/server/app.js";
import { openSqliteStore } from "../../../dist/store/sqlite/index.js";
import { LONG_SWEEP, largeStore, SWEEP } from "./store.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const ROUNDS = Number(options.rounds);
const LIST_MS = 100; // the limit of sorting and filtering
const CHART_MS = 200; // of a chart of twenty runs

const runsDir = largeStore();
const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
const ids = store.listRuns({ sweep: SWEEP, limit: 20 }).map(({ id }) => id);
const [long] = store.listRuns({ sweep: LONG_SWEEP, limit: 1 });
const app = createApp({
  store,
  runsDir,
  images: { png: async () => null, testPng: async () => null },
  submitJobs: null,
  assetsDir: runsDir,
  now: Date.now,
  liveness: () => "alive",
});
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;

const list = (query) => address("/api/runs", { sweep: SWEEP, limit: 100, ...query });
const curves = (query) =>
  address("/api/curves", { metric: "val_accuracy", buckets: 400, ...query });
try {
  await measure("first page of 100", LIST_MS, list({}));
  await measure("page of 100 from 9,000", LIST_MS, list({ offset: 9000 }));
  await measure("sorted by a parameter", LIST_MS, list({ sort: "param.learning_rate" }));
  await measure("sorted by a metric", LIST_MS, list({ sort: "-val_accuracy" }));
  await measure("sorted by two", LIST_MS, list({ sort: "optimizer,-val_loss.last" }));
  await measure(
    "filter by parameters",
    LIST_MS,
    list({ where: "optimizer = adam and param.learning_rate < 0.01" }),
  );
  await measure(
    "filter by metric, tag, state",
    LIST_MS,
    list({ where: "val_accuracy > 95% and state = finished or tag:keep" }),
  );
  await measure(
    "filter, sort",
    LIST_MS,
    list({
      where: "augment.shift > 2 or x3 > 5 and not missing(loss)",
      sort: "-val_accuracy.last",
    }),
  );
  await measure("filter by text", LIST_MS, list({ where: "name ~ 'run 99'" }));
  await measure(
    "groups by a parameter",
    LIST_MS,
    address("/api/groups", { sweep: SWEEP, by: "optimizer" }),
  );
  await measure("groups by variant (2,000)", LIST_MS, address("/api/groups", { sweep: SWEEP }));
  await measure("columns", LIST_MS, address("/api/columns", { sweep: SWEEP }));
  await measure(
    "values of two fields",
    LIST_MS,
    address("/api/values", { sweep: SWEEP, fields: "param.learning_rate,val_accuracy" }),
  );
  await measure("CSV of all columns", null, address("/api/runs.csv", { sweep: SWEEP }));
  await measure("curves of 20 runs", CHART_MS, curves({ runs: ids.join(",") }));
  await measure("a million points", CHART_MS, curves({ runs: long.id }));
  await measure(
    "a tenth of a million",
    CHART_MS,
    curves({ runs: long.id, from: 400_000, to: 500_000 }),
  );
} finally {
  server.close();
  server.closeAllConnections();
  store.close();
}

function address(path, query) {
  return `${origin}${path}?${new URLSearchParams(query)}`;
}

async function measure(what, limit, url) {
  const first = await ask(url);
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await ask(url)).ms);
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  const share = limit === null ? "" : `${(median / limit).toFixed(2)} of ${limit} ms`;
  const figures = [median, times.at(-1), first.ms].map((ms) => ms.toFixed(1).padStart(8));
  if (what === "first page of 100") console.log(`${" ".repeat(30)}  median   slowest  first, ms`);
  console.log(
    what.padEnd(29),
    ...figures,
    ` ${share.padEnd(16)} ${(first.bytes / 1000).toFixed(0)} kB`,
  );
}

async function ask(url) {
  const began = performance.now();
  const response = await fetch(url);
  const bytes = (await response.arrayBuffer()).byteLength;
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return { ms: performance.now() - began, bytes };
}
