import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runPaths } from "../../src/protocol/run-paths.js";
import { formatSystemSample } from "../../src/protocol/system-use.js";
import { DEMO_BEGIN, DEMO_RUNS } from "../fixtures/demo-store.js";
import { ENVIRONMENT } from "../scheduler/harness.js";
import { findChromium } from "./chromium.js";
import { axeViolations, DashboardInChromium, sidewaysOverflow } from "./in-chromium.js";

const { plain, augmented, both } = DEMO_RUNS;

describe.skipIf(findChromium() === null)("a run's page in Chromium", () => {
  let dashboard: DashboardInChromium;
  let page: Page;
  beforeAll(async () => {
    dashboard = await DashboardInChromium.launch();
    const paths = runPaths(dashboard.demo.runsDir, plain);
    const samples = Array.from({ length: 30 }, (_, i) => {
      return { time: DEMO_BEGIN + 1000 * i, cpu: 1 + (i % 3) / 4, rss: 300e6 + 1e6 * i };
    });
    writeFileSync(paths.system, samples.map(formatSystemSample).join(""));
    const git = { commit: "c0ffee".repeat(6), branch: "tuning", dirty: false, diff: null };
    writeFileSync(paths.environment, JSON.stringify({ ...ENVIRONMENT, git }));
    writeFileSync(
      paths.output,
      "\u001b[32mstarted\u001b[0m\nepoch 1: loss 0.5\nepoch 2: loss 0.25\n\u001b[31mwarning\u001b[0m\n",
    );
    recordPicture(augmented);
  });
  afterAll(() => dashboard.close());
  afterEach(async () => {
    await page.close();
    expect(dashboard.problems).toEqual([]);
  });

  /** The run, which is under way, announces a picture. */
  function recordPicture(runId: string): void {
    const { store } = dashboard.demo.deps;
    const png = PNG.sync.write(new PNG({ width: 3, height: 2 }));
    writeFileSync(join(runPaths(dashboard.demo.runsDir, runId).artifacts, "picture.png"), png);
    const about = { path: "picture.png", kind: "picture", bytes: png.length };
    const artifact = { runId, ...about, sha256: "ab".repeat(32), createdAt: 1 };
    const batch = { runId, attempt: 1, offset: store.eventOffset(runId) + 1, metrics: [] };
    store.ingest({ ...batch, progress: null, summary: {}, artifacts: [artifact] }, DEMO_BEGIN);
  }

  const log = () => page.getByRole("log");

  it("shows the log in its colours, and finds lines in it", async () => {
    page = await dashboard.open(`/runs/${plain}`);
    await log().getByText("started").waitFor();
    expect(await log().locator(".fg-green").textContent()).toBe("started");
    await page.getByLabel("Search the log").fill("LOSS");
    await page.getByText("2 lines with “LOSS”.").waitFor();
    expect(await log().locator("mark").allTextContents()).toEqual(["loss", "loss"]);
    expect(await log().textContent()).not.toContain("warning");
  });

  it("downloads the whole log", async () => {
    page = await dashboard.open(`/runs/${plain}`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download", exact: true }).click();
    expect((await download).suggestedFilename()).toBe(`${plain}.log`);
  });

  it("follows the log of a running run, but not while its reader looks at what is above", async () => {
    const { output } = runPaths(dashboard.demo.runsDir, augmented);
    appendFileSync(output, Array.from({ length: 200 }, (_, i) => `line ${i}\n`).join(""));
    page = await dashboard.open(`/runs/${augmented}`);
    await log().getByText("line 199", { exact: true }).waitFor();
    const atEnd =
      "(({ scrollTop, scrollHeight, clientHeight }) => scrollTop + clientHeight > scrollHeight - 5)(document.querySelector('.log'))";
    expect(await page.evaluate(atEnd)).toBe(true);
    appendFileSync(output, "line 200\n");
    await log().getByText("line 200", { exact: true }).waitFor();
    expect(await page.evaluate(atEnd)).toBe(true);
    await page.evaluate("document.querySelector('.log').scrollTop = 0");
    await expect.poll(() => page.getByLabel("follow").isChecked()).toBe(false);
    appendFileSync(output, "line 201\n");
    await log().getByText("line 201", { exact: true }).waitFor();
    expect(await page.evaluate("document.querySelector('.log').scrollTop")).toBe(0);
    await page.getByLabel("follow").check();
    await expect.poll(() => page.evaluate(atEnd)).toBe(true);
  });

  it("draws CPU and memory over time", async () => {
    page = await dashboard.open(`/runs/${plain}`);
    const memory = page.getByRole("region", { name: "Memory: resident MiB" });
    await memory.getByRole("button", { name: /^Table/ }).click();
    await memory.getByRole("table").waitFor();
    expect(await memory.getByRole("row").count()).toBe(31);
    await page.getByText("the machine has 2 cores and 7.5 GiB").waitFor();
  });

  it("says where nothing was measured, and why", async () => {
    page = await dashboard.open(`/runs/${both}`);
    await page.getByText("The run has not begun.").first().waitFor();
  });

  it("shows the files as a tree, tables and pictures in it", async () => {
    page = await dashboard.open(`/runs/${plain}`);
    await page.getByText("model/", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Preview predictions.csv" }).click();
    const table = page.getByRole("region", { name: "Beginning of predictions.csv" });
    expect(await table.locator("th").first().textContent()).toBe("row");
    expect(await table.locator("tbody tr").count()).toBe(100);
    await page.getByRole("button", { name: "Preview model/model.json" }).click();
    await page.getByText('{"format":"layers-model"}').waitFor();
    await page.close();
    page = await dashboard.open(`/runs/${augmented}`);
    await page.getByRole("button", { name: "Preview picture.png" }).click();
    await expect
      .poll(() => page.evaluate("document.querySelector('img.preview').naturalWidth"))
      .toBe(3);
  });

  it("names the environment in which it was trained", async () => {
    page = await dashboard.open(`/runs/${plain}`);
    const facts = page.locator("section", {
      has: page.getByRole("heading", { name: "Environment" }),
    });
    expect(await facts.textContent()).toMatch(
      /here: a processor, 2 cores.*Node 20\.20\.0.*c0ffeec0ffee on tuning.*nothing/,
    );
  });

  it.each([
    [1360, "light"],
    [1360, "dark"],
    [360, "light"],
    [3840, "dark"],
  ] as const)(
    "has nothing that axe objects to, and fits, at %i px in %s colours",
    async (width, colourScheme) => {
      page = await dashboard.open(`/runs/${plain}`, { width, colourScheme });
      await page.locator("table.confusion").waitFor();
      await log().getByText("started").waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});
