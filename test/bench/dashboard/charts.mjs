/**
 * Prints how long the dashboard's charts take in Chromium, from the click on a chart's tab until it is drawn:
 *
 *   npm run build && node test/bench/dashboard/charts.mjs [--runs 10000] [--rounds 7]
 *
 * The store (store.mjs) is made first where it is not there yet. Every round opens the page anew with the charts hidden, so that
 * reading from the server is part of the figure. CHROMIUM names another browser.
 */
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { verdictsInWorker } from "../../../dist/cli/verdict/verdicts-in-worker.js";
import { createApp } from "../../../dist/server/app.js";
import { openSqliteStore } from "../../../dist/store/sqlite/index.js";
import { LONG_SWEEP, largeStore, SWEEP } from "./store.mjs";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "10000" }, rounds: { type: "string", default: "7" } },
});
const VERDICT_WORKER = new URL("../../../dist/cli/verdict/worker.js", import.meta.url);
const ROUNDS = Number(options.rounds);
const runsDir = largeStore({ runs: Number(options.runs) });
const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
const assetsDir = fileURLToPath(new URL("../../../dist/dashboard", import.meta.url));
const images = { png: async () => null, testPng: async () => null };
const server = createApp({
  store,
  runsDir,
  images,
  submitJobs: null,
  reachVerdict: verdictsInWorker(VERDICT_WORKER, { runsDir }),
  assetsDir,
  now: Date.now,
  liveness: () => "alive",
}).listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

try {
  console.log(`${"from click to drawn".padEnd(34)}  median   slowest, ms`);
  await measure("20 curves of 1,000 points", { sweep: SWEEP }, "Curves");
  await measure("200 curves", { sweep: SWEEP, most: "200" }, "Curves");
  await measure("a curve of a million points", { sweep: LONG_SWEEP }, "Curves");
  for (const tab of ["Parallel", "Scatter", "Surface", "Pareto", "Best so far"]) {
    await measure(`${tab.toLowerCase()}, ${options.runs} runs`, { sweep: SWEEP }, tab);
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
  store.close();
}

async function measure(what, query, tab) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await open(query, tab));
  times.sort((a, b) => a - b);
  const figures = [times[Math.floor(times.length / 2)], times.at(-1)];
  console.log(what.padEnd(33), ...figures.map((ms) => ms.toFixed(0).padStart(8)));
}

/** The clock runs in the page: from the click until the frame after the chart has lost its "Loading…". */
async function open(query, tab) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  try {
    await page.goto(`${origin}/?${new URLSearchParams({ ...query, chart: "none" })}`);
    await page.locator("main[aria-busy=false]").waitFor();
    await page.waitForLoadState("networkidle");
    return await page.evaluate(clickAndWait, tab);
  } finally {
    await page.close();
  }
}

function clickAndWait(tab) {
  const button = [...document.querySelectorAll('[role="tab"]')].find(
    ({ textContent }) => textContent === tab,
  );
  const began = performance.now();
  button.click();
  return new Promise((resolve) => {
    const look = () => {
      const isDrawn =
        document.querySelector(".chart-card canvas[role=img]") &&
        !document.querySelector(".chart-status");
      if (!isDrawn) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    };
    look();
  });
}
