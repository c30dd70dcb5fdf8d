import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { type Demo, openDemo } from "../server/demo.js";
import { type Listening, listen } from "../server/listen.js";
import { findChromium } from "./chromium.js";

const ROOT = resolve(import.meta.dirname, "../..");
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface Opening {
  width?: number;
  height?: number;
  colourScheme?: "light" | "dark";
}

/** The dashboard as it is built, before a server on a demo store, in a real browser. Close it at the end. */
export class DashboardInChromium {
  static async launch(): Promise<DashboardInChromium> {
    const assets = mkdtempSync(join(tmpdir(), "sweep-dashboard-"));
    execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), assets]);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    const browser = await chromium.launch({ executablePath: findChromium() ?? "", args });
    const demo = openDemo();
    const server = await listen({ ...demo.deps, assetsDir: assets });
    return new DashboardInChromium(assets, browser, demo, server);
  }

  /** Errors of pages, and requests to other servers: there should be none. */
  readonly problems: string[] = [];

  private constructor(
    private readonly assets: string,
    private readonly browser: Browser,
    readonly demo: Demo,
    private readonly server: Listening,
  ) {}

  /** A page at this address that has loaded. */
  async open(
    path: string,
    { width = 1360, height = 900, colourScheme = "light" }: Opening = {},
  ): Promise<Page> {
    const page = await this.browser.newPage({
      viewport: { width, height },
      colorScheme: colourScheme,
    });
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isForeign = origin !== this.server.url && protocol !== "data:" && protocol !== "blob:";
      if (isForeign) this.problems.push(`request to ${request.url()}`);
    });
    await page.goto(this.server.url + path);
    await page.locator("main[aria-busy=false]").waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    this.demo.remove();
    rmSync(this.assets, { recursive: true });
  }
}

interface AxeResult {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** What axe holds against the page by WCAG 2 A and AA: rule and place of each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, "utf8")); // by the debugger: the page's own policy allows no foreign script
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const run = `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(tags)} } })`;
  const { violations } = (await page.evaluate(run)) as AxeResult;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** By how many pixels the page is wider than its window. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return (await page.evaluate(
    "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)",
  )) as number;
}
