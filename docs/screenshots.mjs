/**
 * Takes pictures of every view of a running dashboard, light, dark and narrow:
 *
 *   npx sweep dashboard --port 4600 &
 *   node docs/screenshots.mjs http://127.0.0.1:4600 docs/images [sweep] [run id]
 *
 * Without a sweep the newest is taken, without a run the champion or else the first that finished.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [baseUrl, outDir, sweepName, runId] = process.argv.slice(2);
if (!baseUrl || !outDir) {
  console.error("usage: node docs/screenshots.mjs <baseUrl> <outDir> [sweep] [run id]");
  process.exit(2);
}

const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 360, height: 780 };
const LOADED = "main[aria-busy=false]";

await mkdir(outDir, { recursive: true });
const sweep = sweepName ?? (await getJson("/api/sweeps")).sweeps[0]?.name;
const runs = sweep ? (await getJson(`/api/runs?${new URLSearchParams({ sweep })}`)).runs : [];
const finished = runs.filter(({ state }) => state === "finished");
const run = runId ?? (finished.find(({ champion }) => champion) ?? finished[0])?.id;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const overview = sweep ? `/?${new URLSearchParams({ sweep })}` : "/";
  await shootAll("overview", overview);
  if (run) await shootAll("run", `/runs/${run}`);
} finally {
  await browser.close();
}

async function shootAll(name, path) {
  await shoot({ name, path, viewport: WIDE, colorScheme: "light" });
  await shoot({ name: `${name}-dark`, path, viewport: WIDE, colorScheme: "dark" });
  await shoot({ name: `${name}-narrow`, path, viewport: NARROW, colorScheme: "light" });
}

async function shoot({ name, path, viewport, colorScheme }) {
  const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1.5 });
  await page.goto(baseUrl + path);
  await page.locator(LOADED).waitFor();
  await page.locator(".chart p:not(:empty)").first().waitFor({ state: "attached" });
  await page.evaluate(loadPictures);
  await page.waitForFunction(() => [...document.images].every((picture) => picture.complete));
  const file = join(outDir, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  console.log(file);
  await page.close();
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
