/**
 * Takes pictures of every view of a running dashboard, each light, dark, narrow and on a 4K screen:
 *
 *   npx sweep dashboard --port 4600 &
 *   node docs/screenshots.mjs http://127.0.0.1:4600 docs/images [sweep] [run id]
 *   node docs/screenshots.mjs file:///home/me/bn-aug-report.html docs/images      # of a report: its beginning
 *
 * Without a sweep the newest with an experiment is taken, without a run the champion or else the first that finished; the comparison is of that run
 * and another that finished, and is left out where there is none. Pictures are cropped to what a README has room for, and drawn at scale 1: it shows them smaller than they are.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [baseUrl, outDir, sweepName, runId, searchedName] = process.argv.slice(2);
if (!baseUrl || !outDir) {
  console.error(
    "usage: node docs/screenshots.mjs <baseUrl> <outDir> [sweep] [run id] [searched sweep]",
  );
  process.exit(2);
}

const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 360, height: 780 };
const HUGE = { width: 3840, height: 2160 };
const MARGIN = 12; // px below the last section
const MOST_NARROW = 2400; // px: a few screens of a telephone
const LONGEST_MS = 5 * 60_000; // the first look at the data compares every row with every other: a minute and more on a busy machine
const LOADED = "main[aria-busy=false]";
const PREVIEWED = ".preview-counts";
const CURVE_DRAWN = ".chart p:not(:empty)"; // its text is written once it is drawn

await mkdir(outDir, { recursive: true });
if (baseUrl.startsWith("file:")) {
  await shootReport();
  process.exit();
}
const { sweeps } = await getJson("/api/sweeps");
const sweep = sweepName ?? (sweeps.find(({ file }) => file !== "") ?? sweeps[0])?.name;
const runs = sweep ? (await getJson(`/api/runs?${new URLSearchParams({ sweep })}`)).runs : [];
const finished = runs.filter(({ state }) => state === "finished");
const run = runId ?? (finished.find(({ champion }) => champion) ?? finished[0])?.id;

const browser = await launch();
try {
  const overview = sweep ? `/?${new URLSearchParams({ sweep })}` : "/";
  await shootAll("overview", overview, {
    last: "main",
    height: 1100,
    ready: ".plot > canvas[role=img]",
  });
  const searched = searchedName ?? sweep;
  if (searched) {
    const drawn = { height: 1000, ready: ".chart-body canvas" };
    for (const chart of ["parallel", "scatter", "importance"]) {
      const query = new URLSearchParams({ sweep: searched, chart });
      await shootAll(chart, `/?${query}`, { ...drawn, last: ".chart-area" });
    }
    const query = new URLSearchParams({ sweep: searched, group: "batch_norm", chart: "none" });
    await shootAll("groups", `/?${query}`, { last: "main", height: 700 });
  }
  const files = (await getJson("/api/experiments")).experiments.map(({ file }) => file);
  const file = files.find((each) => each.endsWith(`/${sweep}.yaml`)) ?? files[0];
  const chosen = file ? `/start?${new URLSearchParams({ file })}` : "/start";
  await shootAll("start", chosen, { last: "main", height: 1100, ready: PREVIEWED });
  if (run) {
    const crop = { last: "section:has(> .validation)", height: 1400, ready: CURVE_DRAWN };
    await shootAll("run", `/runs/${run}`, crop);
    const other = finished.find(({ id }) => id !== run)?.id;
    const pair = `/compare?${new URLSearchParams({ runs: `${run},${other}` })}`;
    if (other) await shootAll("compare", pair, { last: "main", height: 2400 });
  }
  const data = sweep ? `/data?${new URLSearchParams({ sweep })}` : "/data";
  await shootAll("data", data, { last: "main", height: 1800 });
  await shootAll("submissions", "/submissions", { last: "main", height: 1600, mayBeEmpty: true });
} finally {
  await browser.close();
}

/** To the end of the learning curves. */
async function shootReport() {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    await page.goto(baseUrl);
    const clip = {
      x: 0,
      y: 0,
      width: 1100,
      height: await heightOf(page, { last: "#curves", height: 3000 }),
    };
    await page.screenshot({ path: join(outDir, "report.png"), fullPage: true, clip });
  } finally {
    await browser.close();
  }
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

async function shootAll(name, path, crop) {
  const tall = { ...crop, height: MOST_NARROW };
  await shoot({ name, path, viewport: WIDE, colorScheme: "light", crop });
  await shoot({ name: `${name}-dark`, path, viewport: WIDE, colorScheme: "dark", crop });
  await shoot({ name: `${name}-narrow`, path, viewport: NARROW, colorScheme: "light", crop: tall });
  await shoot({ name: `${name}-4k`, path, viewport: HUGE, colorScheme: "light", crop: tall });
}

async function shoot({ name, path, viewport, colorScheme, crop }) {
  const page = await browser.newPage({ viewport, colorScheme });
  page.setDefaultTimeout(LONGEST_MS);
  await page.goto(baseUrl + path);
  await page.locator(LOADED).waitFor();
  if (crop.ready) await page.locator(crop.ready).first().waitFor({ state: "attached" });
  if (!crop.mayBeEmpty) await page.locator(".chart-status").first().waitFor({ state: "detached" });
  await page.locator(".validation-room").waitFor({ state: "detached" });
  await page.locator(".verdict-line:empty").waitFor({ state: "detached" });
  await page.evaluate(loadPictures);
  await page.waitForFunction(() => [...document.images].every((picture) => picture.complete));
  const file = join(outDir, `${name}.png`);
  const clip = { x: 0, y: 0, width: viewport.width, height: await heightOf(page, crop) };
  const { length } = await page.screenshot({ path: file, fullPage: true, clip });
  console.log(`${file}  ${Math.ceil(length / 1000)} kB`);
  await page.close();
}

/** To the end of `last`, at most `height` pixels: what a README has room for. */
async function heightOf(page, { last, height }) {
  const found = page.locator(last);
  const box = (await found.count()) > 0 ? await found.first().boundingBox() : null;
  return box ? Math.min(box.y + box.height + MARGIN, height) : height;
}

/** Runs in the page: pictures further down are otherwise loaded only when they come into sight. */
function loadPictures() {
  for (const picture of document.images) picture.loading = "eager";
}

async function getJson(path) {
  const response = await fetch(baseUrl + path);
  if (!response.ok) throw new Error(`${baseUrl}${path}: expected 200, got ${response.status}`);
  return response.json();
}
