/**
 * Prints how soon Chromium shows the runs of a large sweep, and how soon it shows them in another order:
 *
 *   npm run build && node test/bench/dashboard/first-table.mjs [--rounds 5]
 *
 * Each round starts `sweep dashboard` anew and opens it with an empty cache; the operating system may still hold the store's file.
 * Times are the page's own: from the beginning of the navigation, or from the click, to the frame that shows the rows. The figures
 * are the median of the rounds and the slowest one. The store is made first where it is not there yet (store.mjs).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { largeStore, SWEEP } from "./store.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const ROUNDS = Number(options.rounds);
const FIRST_TABLE_MS = 1000; // the limit of the first useful table
const CLI = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

const runsDir = largeStore();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await coldRound());
  console.log(`${" ".repeat(24)}  median   slowest, ms`);
  print("server listens", rounds, "listens", null);
  print("first table", rounds, "table", FIRST_TABLE_MS);
  print("sorted by a metric", rounds, "sorted", null);
} finally {
  await browser.close();
}

/** @returns milliseconds of each step. */
async function coldRound() {
  const began = performance.now();
  const server = spawn(process.execPath, [CLI, "dashboard", "--port", "0"], {
    env: { ...process.env, SWEEP_RUNS_DIR: runsDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(server.stdout), "line");
    const listens = performance.now() - began;
    const origin = /http:\S+/.exec(line)?.[0];
    return { listens, ...(await visit(`${origin}/?${new URLSearchParams({ sweep: SWEEP })}`)) };
  } finally {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

async function visit(url) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchRows);
    await page.goto(url, { waitUntil: "commit" });
    const table = await page.evaluate("window.rowsShown('')");
    await page.locator("main[aria-busy=false]").waitFor();
    return { table, sorted: await page.evaluate("window.sortBy('val_accuracy')") };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before its own code. */
function watchRows() {
  const drawn = () =>
    [...document.querySelectorAll("table.runs tr[data-run]")].map((row) => row.dataset.run).join();

  /** When the frame is drawn that shows other rows than `before`, in ms since the navigation began. */
  window.rowsShown = (before) =>
    new Promise((resolve) => {
      const look = () => {
        if (["", before].includes(drawn())) return requestAnimationFrame(look);
        setTimeout(() => resolve(performance.now())); // the frame that this callback precedes has been drawn
      };
      requestAnimationFrame(look);
    });

  window.sortBy = async (name) => {
    const header = [...document.querySelectorAll("table.runs th")].find((each) =>
      each.textContent.includes(name),
    );
    const before = drawn();
    const began = performance.now();
    header.querySelector("button").click();
    return (await window.rowsShown(before)) - began;
  };
}

function print(what, rounds, key, limit) {
  const times = rounds.map((round) => round[key]).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  const figures = [median, times.at(-1)].map((ms) => ms.toFixed(0).padStart(8));
  const share = limit === null ? "" : `${(median / limit).toFixed(2)} of ${limit} ms`;
  console.log(what.padEnd(23), ...figures, ` ${share}`.trimEnd());
}
