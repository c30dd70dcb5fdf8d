import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO_BEGIN, DEMO_RUNS, DEMO_SWEEP, logEpoch } from "../fixtures/demo-store.js";
import { addRuns, finishRun, logSummary } from "../server/changes.js";
import { type Demo, openDemo } from "../server/demo.js";
import { type Listening, listen } from "../server/listen.js";
import { findChromium } from "./chromium.js";
import { recordLayoutShifts } from "./layout-shifts.js";

const ROOT = resolve(import.meta.dirname, "../..");
const executablePath = findChromium();
const title = executablePath
  ? "the dashboard in Chromium"
  : "the dashboard in Chromium (skipped: no browser at /usr/bin/chromium; set CHROMIUM to one)";

describe.skipIf(executablePath === null)(title, () => {
  let assets: string;
  let browser: Browser;
  let demo: Demo;
  let server: Listening;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    assets = mkdtempSync(join(tmpdir(), "sweep-dashboard-"));
    execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), assets]);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
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

  async function open(path: string): Promise<void> {
    await page.goto(server.url + path);
    await page.locator("main[aria-busy=false]").waitFor();
  }

  const row = (id: string) => page.locator(`tr[data-run="${id}"]`);
  const drawn = () => page.locator(".chart-frame .chart p");

  it("shows the newest sweep's runs with what varies, their state and best accuracy", async () => {
    await open("/");
    expect(await page.locator("h1").textContent()).toBe(DEMO_SWEEP);
    const headers = await page.locator("table.runs thead th").allTextContents();
    expect(headers.map((text) => text.trim()).filter((text) => text !== "")).toEqual([
      ...["run", "state", "progress", "best val_accuracy", "epochs", "duration"],
      ...["learning_rate", "batch_norm", "augment"],
    ]);
    const champion = await row(DEMO_RUNS.batchNorm).textContent();
    expect(champion).toMatch(/champion.*finished.*99\.14 %6 \/ 61m 26s0\.002truefalse/);
    expect(await row(DEMO_RUNS.failed).textContent()).toContain("loss became NaN in epoch 2");
    expect(await page.locator(".counts").textContent()).toBe(
      "5 runs: 2 finished, 1 running, 1 queued, 1 failed",
    );
  });

  it("overlays the curves of the ticked runs, each in its colour, and keeps them in the address", async () => {
    await open(`/?runs=${DEMO_RUNS.plain}`);
    await expectText(drawn(), /^batch_norm=false augment=false: 6 points, last 98\.\d\d %\.$/);
    const [blue, orange] = ["#0072b2", "#d55e00"];
    expect(await countPixels(blue)).toBeGreaterThan(500);
    expect(await countPixels(orange)).toBe(0);
    await page.getByLabel("draw batch_norm=true augment=false", { exact: true }).check();
    await expectText(drawn(), /false: 6 points, .* batch_norm=true augment=false: 6 points/);
    expect(await countPixels(orange)).toBeGreaterThan(500);
    expect(await page.locator(".legend-name").allTextContents()).toEqual([
      "batch_norm=false augment=false",
      "batch_norm=true augment=false",
    ]);
    const address = page.url();
    await page.reload();
    await expectText(drawn(), /false: 6 points, .* batch_norm=true augment=false: 6 points/);
    expect(page.url()).toBe(address);
  });

  it("draws the metric and the axis that are chosen", async () => {
    await open("/");
    await page.getByLabel("Metric").selectOption("val_loss");
    await expectText(drawn(), /batch_norm=true augment=false: 6 points, last 0\.0\d+\./);
    await page.getByRole("radio", { name: "step" }).check();
    await page.locator('canvas[aria-label="val_loss over step"]').waitFor();
    expect(new URL(page.url()).search).toBe(`?sweep=${DEMO_SWEEP}&metric=val_loss&x=step`);
  });

  it("shows new values, states and champions without a reload and without moving anything", async () => {
    await open("/");
    await expectText(drawn(), /augment=on: 3 points/);
    const before = await page.locator("table.runs").boundingBox();
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    await row(DEMO_RUNS.augmented).getByText("4 / 6").waitFor();
    await expectText(drawn(), /augment=on: 4 points/);
    await expectText(row(DEMO_RUNS.augmented).locator(".progress-text"), /^66 %$/);
    demo.deps.store.claimRun(DEMO_RUNS.both, DEMO_BEGIN + 140_000);
    await row(DEMO_RUNS.both).getByText("running").waitFor();
    demo.deps.store.promote("champion", DEMO_RUNS.plain, "simpler", DEMO_BEGIN + 141_000);
    await row(DEMO_RUNS.plain).getByText("champion").waitFor();
    expect(await row(DEMO_RUNS.batchNorm).getByText("champion").count()).toBe(0);
    expect((await page.locator("table.runs").boundingBox())?.width).toBe(before?.width);
  });

  it("keeps the focus on a row's control when the row moves to another place", async () => {
    await open("/?sort=best");
    const { store } = demo.deps;
    const first = page.locator("table.runs tbody tr").first();
    expect(await first.getAttribute("data-run")).toBe(DEMO_RUNS.plain);
    await page.getByLabel("draw batch_norm=true augment=on").focus();
    store.claimRun(DEMO_RUNS.both, DEMO_BEGIN + 140_000);
    logEpoch(store, DEMO_RUNS.both, 1, 0.9, 3);
    await expect.poll(() => first.getAttribute("data-run")).toBe(DEMO_RUNS.both);
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      "draw batch_norm=true augment=on",
    );
  });

  it("takes in runs that the experiment adds", async () => {
    await open("/");
    const { store } = demo.deps;
    const sweep = store.findSweep(DEMO_SWEEP);
    const runs = store.listSweepRuns(sweep?.id ?? 0);
    const [first] = runs;
    if (!sweep || !first) throw new Error("expected the demo's sweep");
    const added = { ...first, id: "bbbb00000001", key: "b", name: "one more" };
    store.setSweepRuns(sweep.id, [...runs, added], DEMO_BEGIN + 142_000);
    await row(added.id).waitFor();
    expect(await page.locator("table.runs tbody tr").count()).toBe(6);
  });

  it("sorts by a column with the keyboard and says so to screen readers", async () => {
    await open("/");
    const header = page.getByRole("columnheader", { name: "best val_accuracy" });
    await header.getByRole("button").focus();
    await page.keyboard.press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("descending");
    const first = page.locator("table.runs tbody tr").first();
    expect(await first.getAttribute("data-run")).toBe(DEMO_RUNS.augmented);
    await page.keyboard.press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("ascending");
    expect(await first.getAttribute("data-run")).toBe(DEMO_RUNS.plain);
  });

  it("opens a run's page with its confusion matrix and the pictures of its mistakes", async () => {
    await open("/");
    await row(DEMO_RUNS.batchNorm).getByRole("link").click();
    await page.waitForURL(`**/runs/${DEMO_RUNS.batchNorm}`);
    await page.locator("table.confusion").waitFor();
    expect(await page.locator("table.confusion tbody tr").count()).toBe(10);
    expect(await page.locator(".validation").locator("xpath=..").textContent()).toMatch(
      /\d+ of 420 validation rows are right \(9\d\.\d\d %\)/,
    );
    await page.locator(".digits img").first().waitFor();
    const width =
      "document.querySelector('.digits img').decode().then(() => document.querySelector('.digits img').naturalWidth)";
    expect(await page.evaluate(width)).toBe(28);
    expect(await page.locator(".digits figcaption").first().textContent()).toMatch(
      /^\d → \d9\d\.\d %$/,
    );
    await page.goBack();
    await page.locator("table.runs").waitFor();
  });

  it("shows one kind of mistake when its cell is picked", async () => {
    await open(`/runs/${DEMO_RUNS.batchNorm}`);
    const cell = page.locator("table.confusion button").first();
    const label = await cell.getAttribute("aria-label");
    const [, count, wrong] = /^(\d+) rows?: (\d answered as \d)$/.exec(label ?? "") ?? [];
    await cell.click();
    expect(await page.locator(".misclassified h3").textContent()).toBe(`${wrong}: ${count}`);
    expect(await page.locator(".digits li").count()).toBe(Number(count));
    await cell.click();
    expect(await page.locator(".misclassified h3").textContent()).toMatch(/^Misclassified: \d+$/);
  });

  it("shows a run's parameters, attempts, artifacts, curves, log and how to train it again", async () => {
    await open(`/runs/${DEMO_RUNS.batchNorm}`);
    const text = (await page.locator("main").textContent()) ?? "";
    expect(text).toContain(
      "--set parameters.batch_norm=true --set parameters.augment=false --fresh",
    );
    expect(text).toContain("392.9 MiB");
    await page.getByText("42,000 rows, 37,800 to train").waitFor();
    await expectText(
      page.locator(".small-chart p.visually-hidden").first(),
      /^accuracy: 6 points, .* val_accuracy: 6 points/,
    );
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "predictions.csv" }).click();
    expect((await download).suggestedFilename()).toBe("predictions.csv");
  });

  it("follows a running run: figures, curves and log", async () => {
    await open(`/runs/${DEMO_RUNS.augmented}`);
    await page.getByText("epoch 2/6").waitFor();
    appendFileSync(`${demo.runsDir}/${DEMO_RUNS.augmented}/output.log`, "epoch 3/6\n");
    await page.getByText("epoch 3/6").waitFor();
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    await expectText(page.locator(".headline .progress-text"), /^66 %$/);
    await expectText(
      page.locator(".small-chart p.visually-hidden").first(),
      /val_accuracy: 4 points/,
    );
  });

  it("shows a finished run's confusion matrix without a reload, and moves nothing above it", async () => {
    await open(`/runs/${DEMO_RUNS.augmented}`);
    await expectText(page.locator(".small-chart p.visually-hidden").first(), /3 points/);
    expect(await page.locator("table.confusion").count()).toBe(0);
    const before = await page.locator(".chart-grid").boundingBox();
    finishRun(demo.deps.store, demo.runsDir, DEMO_RUNS.augmented);
    await page.locator("table.confusion").waitFor();
    await page.locator(".headline").getByText("finished").waitFor();
    expect(await page.locator(".chart-grid").boundingBox()).toEqual(before);
  });

  it.each(["/", `/runs/${DEMO_RUNS.batchNorm}`])(
    "loads %s without moving anything",
    async (path) => {
      await page.addInitScript(recordLayoutShifts);
      await open(path);
      await expectText(page.locator("p.visually-hidden").first(), /6 points/);
      if (path !== "/") await page.locator("table.confusion").waitFor();
      expect(await page.evaluate("window.layoutShifts")).toEqual([]);
    },
  );

  it("moves nothing on the overview when a run begins and logs its first values", async () => {
    await page.addInitScript(recordLayoutShifts);
    await open("/");
    await expectText(drawn(), /6 points/);
    demo.deps.store.claimRun(DEMO_RUNS.both, DEMO_BEGIN + 140_000);
    logEpoch(demo.deps.store, DEMO_RUNS.both, 1, 0.9, 3);
    await expectText(drawn(), /batch_norm=true augment=on: 1 point/);
    await expectText(row(DEMO_RUNS.both), /1 \/ 6/);
    expect(await page.evaluate("window.layoutShifts")).toEqual([]);
  });

  it("shows a list of objects in the summary as a table, and folds other long values", async () => {
    const layers = [
      { name: "conv_1", type: "Conv2D", output: "26×26×16", parameters: 160 },
      { name: "logits", type: "Dense", output: "10", parameters: 108_170 },
    ];
    const summary = { layers, schedule: Array.from({ length: 60 }, (_, i) => i / 1000) };
    logSummary(demo.deps.store, DEMO_RUNS.augmented, summary);
    await open(`/runs/${DEMO_RUNS.augmented}`);
    const table = page.getByRole("region", { name: "Layers" });
    expect(await table.locator("thead th").allTextContents()).toEqual([
      ...["name", "type", "output", "parameters"],
    ]);
    expect(await table.locator("tbody tr").first().textContent()).toBe("conv_1Conv2D26×26×16160");
    expect(await table.locator("tfoot").textContent()).toBe("total108,330");
    const json = page.locator(".folded pre");
    expect(await json.isVisible()).toBe(false);
    await page.getByText("60 items").click();
    expect(await json.textContent()).toContain("0.059");
  });

  it("tells a run that has written nothing yet from one that wrote nothing", async () => {
    const { augmented, failed } = DEMO_RUNS;
    for (const id of [augmented, failed]) writeFileSync(`${demo.runsDir}/${id}/output.log`, "");
    await open(`/runs/${augmented}`);
    await page.getByText("It has written nothing yet.").waitFor();
    await open(`/runs/${failed}`);
    await page.getByText("It wrote nothing.").waitFor();
  });

  it("draws ten of many runs, and all of them where they are ticked", async () => {
    addRuns(demo.deps.store, 120);
    await open("/?sweep=many");
    await expectText(page.locator(".drawn-count"), /^10 of 120 runs$/);
    expect(await page.locator("table.runs tbody tr").count()).toBe(120);
    await page.locator("thead input").check();
    await expectText(page.locator(".drawn-count"), /^120 of 120 runs$/);
    await expect.poll(() => page.locator(".legend-name").count()).toBe(120);
    const legend = await page.locator(".legend").boundingBox();
    expect(legend?.height).toBeLessThan(200);
  });

  it("is dark where the system is, and follows it while it is open", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open("/");
    await expectText(drawn(), /6 points/);
    expect(await countPixels("#4aa3df")).toBeGreaterThan(500);
    expect(await backgroundOf("html")).toBe("rgb(18, 21, 26)");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await backgroundOf("html")).toBe("rgb(246, 245, 241)");
    expect(await countPixels("#0072b2")).toBeGreaterThan(500);
  });

  it.each(["/", `/runs/${DEMO_RUNS.batchNorm}`])(
    "fits a screen of 360 pixels at %s: only tables scroll sideways",
    async (path) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await open(path);
      await page.locator("canvas").first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    },
  );

  it("says what to do when there are no runs yet, and shows the first as it appears", async () => {
    await stop();
    await start({ isEmpty: true });
    await open("/");
    const text = await page.locator("main").textContent();
    expect(text).toContain("No runs yet");
    expect(text).toContain("npx sweep run experiments/bn-aug.yaml");
    const metric = { name: "val_accuracy", goal: "maximize" } as const;
    const sweep = { name: "first", description: "", source: "", file: "/a.yaml", method: "grid" };
    demo.deps.store.saveSweep({ ...sweep, metric }, DEMO_BEGIN);
    await page.getByRole("heading", { name: "first" }).waitFor();
  });

  it("says which sweeps exist when the address names another", async () => {
    await open("/?sweep=nope");
    expect(await page.locator("main").textContent()).toBe(
      `There is no sweep “nope”These exist: ${DEMO_SWEEP}.`,
    );
    await page.getByRole("link", { name: DEMO_SWEEP }).click();
    await page.locator("table.runs").waitFor();
  });

  it("says that a run does not exist", async () => {
    await open("/runs/nope");
    expect(await page.getByRole("alert").textContent()).toContain(
      "run: expected the id of a run, got `nope`",
    );
    expect(problems.splice(0)).toEqual([expect.stringContaining("404")]); // the browser's own report
  });

  async function backgroundOf(selector: string): Promise<string> {
    return page.evaluate(`getComputedStyle(document.querySelector("${selector}")).backgroundColor`);
  }

  /** How many pixels of the chart have exactly this colour. */
  async function countPixels(colour: string): Promise<number> {
    const { data } = PNG.sync.read(await page.locator("canvas").first().screenshot());
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) count++;
    }
    return count;
  }
});

/** Collects errors in the console, uncaught exceptions, and requests to anywhere but our own server. */
function watchForProblems(page: Page, ownOrigin: string): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== ownOrigin && protocol !== "data:") problems.push(`request to ${request.url()}`);
  });
  return problems;
}

/** Waits until the element's text matches. */
async function expectText(locator: ReturnType<Page["locator"]>, pattern: RegExp): Promise<void> {
  await expect.poll(() => locator.textContent(), { timeout: 15_000 }).toMatch(pattern);
}
