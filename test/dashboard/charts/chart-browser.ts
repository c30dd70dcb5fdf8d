import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Papa from "papaparse";
import { type Browser, chromium, type Download, type Page } from "playwright-core";
import type { Store } from "../../../src/store/store.js";
import { fillSearchStore, SEARCH_BEGIN, type SearchOptions } from "../../fixtures/chart-store.js";
import { openDemo } from "../../server/demo.js";
import { listen } from "../../server/listen.js";
import { recordLayoutShifts } from "../layout-shifts.js";

const ROOT = resolve(import.meta.dirname, "../../..");

/** A browser with the built dashboard; close it when all is tested. */
export async function openChartBrowser(executablePath: string): Promise<ChartBrowser> {
  const assets = mkdtempSync(join(tmpdir(), "sweep-charts-"));
  execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), assets]);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const browser = await chromium.launch({ executablePath, args });
  return {
    open: (options) => openChartPage(browser, assets, options),
    async close() {
      await browser.close();
      rmSync(assets, { recursive: true });
    },
  };
}

export interface ChartBrowser {
  open(options: SearchOptions): Promise<ChartPage>;
  close(): Promise<void>;
}

/** A page of a server with a random search in its store. */
export interface ChartPage {
  page: Page;
  store: Store;
  ids: string[];
  /** Paths and queries that the page asked the server for. */
  requests: string[];
  /** What went wrong in the page. */
  problems: string[];
  goto(address: string): Promise<void>;
  close(): Promise<void>;
}

async function openChartPage(
  browser: Browser,
  assets: string,
  options: SearchOptions,
): Promise<ChartPage> {
  const demo = openDemo({ isEmpty: true });
  const { store } = demo.deps;
  const ids = options.runs > 0 ? fillSearchStore(store, options) : [];
  const server = await listen({
    ...demo.deps,
    assetsDir: assets,
    now: () => SEARCH_BEGIN + 600_000,
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => requests.push(request.url().slice(server.url.length)));
  await page.addInitScript(recordLayoutShifts);
  return {
    ...{ page, store, ids, requests, problems },
    async goto(address) {
      await page.goto(server.url + address);
      await page.locator("main[aria-busy=false]").waitFor();
    },
    async close() {
      await page.close();
      await server.close();
      demo.remove();
    },
  };
}

/** Ids of the accessibility rules that the page breaks, with the elements that do. */
export async function findViolations(page: Page): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  return page.evaluate(`axe.run(".chart-area").then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`);
}

export async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** Rows of a downloaded CSV by column. */
export async function readCsv(download: Download): Promise<Record<string, string>[]> {
  const text = (await bytesOf(download)).toString();
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}
