import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { type Demo, openDemo } from "../server/demo.js";
import { type Listening, listen } from "../server/listen.js";
import { findChromium } from "./chromium.js";

const ROOT = resolve(import.meta.dirname, "../..");
const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/** A real server on the demo's store, with a page of a real browser: new ones for each test. */
export interface Dashboard {
  readonly page: Page;
  readonly demo: Demo;
  readonly url: string;
  /** Errors in the console, uncaught exceptions and requests to elsewhere; a test that expects some takes them out. */
  readonly problems: string[];
  /** Goes to a path and waits until it has loaded. */
  open(path: string): Promise<void>;
  /** The same with another store. */
  restart(options: { isEmpty?: boolean }): Promise<void>;
  /** Ends the server, as a crash would. */
  stopServer(): Promise<void>;
  /** Starts another one at the same address. */
  startServer(): Promise<void>;
}

/** Tests in Chromium; where there is none, the title says that they are skipped. After each there must be no problem. */
export function describeInChromium(title: string, tests: (dashboard: Dashboard) => void): void {
  const executablePath = findChromium();
  const skipped = "(skipped: no browser at /usr/bin/chromium; set CHROMIUM to one)";
  describe.skipIf(executablePath === null)(executablePath ? title : `${title} ${skipped}`, () => {
    let assets: string;
    let browser: Browser;
    let demo: Demo;
    let server: Listening;
    let page: Page;
    let problems: string[];

    async function start(options: { isEmpty?: boolean } = {}): Promise<void> {
      demo = openDemo(options);
      server = await listen({ ...demo.deps, assetsDir: assets });
      page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
      problems = watchForProblems(page, server.url);
    }

    async function stop(): Promise<void> {
      await page.close();
      await server.close();
      demo.remove();
    }

    beforeAll(async () => {
      assets = mkdtempSync(join(tmpdir(), "sweep-dashboard-"));
      execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), assets]);
      browser = await chromium.launch({
        executablePath: executablePath ?? "",
        args: BROWSER_ARGS,
      });
    });
    afterAll(async () => {
      await browser.close();
      rmSync(assets, { recursive: true });
    });
    beforeEach(() => start());
    afterEach(async () => {
      await stop();
      expect(problems).toEqual([]);
    });

    tests({
      get page() {
        return page;
      },
      get demo() {
        return demo;
      },
      get url() {
        return server.url;
      },
      get problems() {
        return problems;
      },
      async open(path) {
        await page.goto(server.url + path);
        await page.locator("main[aria-busy=false]").waitFor();
      },
      async restart(options) {
        await stop();
        await start(options);
      },
      stopServer: () => server.close(),
      async startServer() {
        const port = Number(new URL(server.url).port);
        server = await listen({ ...demo.deps, assetsDir: assets }, port);
      },
    });
  });
}

/** Waits until the element's text matches. */
export async function expectText(locator: Locator, pattern: RegExp): Promise<void> {
  await expect.poll(() => locator.textContent(), { timeout: 15_000 }).toMatch(pattern);
}

function watchForProblems(page: Page, ownOrigin: string): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOurs = origin === ownOrigin || protocol === "data:" || protocol === "blob:";
    if (!isOurs) problems.push(`request to ${request.url()}`);
  });
  return problems;
}
