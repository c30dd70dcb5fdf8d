import { appendFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { addEnsemble, DEMO_ENSEMBLE, DEMO_MEMBERS } from "../fixtures/demo-ensemble.js";
import { DEMO_RUNS, logEpoch } from "../fixtures/demo-store.js";
import { finishRun, logSummary } from "../server/changes.js";
import { LIVING_PID } from "../server/demo.js";
import { describeInChromium, expectText } from "./each-in-chromium.js";
import { recordLayoutShifts } from "./layout-shifts.js";

describeInChromium("a run's page in Chromium", (dashboard) => {
  it("opens a run's page with its confusion matrix and the pictures of its mistakes", async () => {
    await dashboard.open("/");
    await dashboard.page.locator(`tr[data-run="${DEMO_RUNS.batchNorm}"]`).getByRole("link").click();
    await dashboard.page.waitForURL(`**/runs/${DEMO_RUNS.batchNorm}`);
    await dashboard.page.locator("table.confusion").waitFor();
    expect(await dashboard.page.locator("table.confusion tbody tr").count()).toBe(10);
    expect(await dashboard.page.locator(".validation").locator("xpath=..").textContent()).toMatch(
      /\d+ of 420 validation rows are right \(9\d\.\d\d %\)/,
    );
    await dashboard.page.locator(".digits img").first().waitFor();
    const width =
      "document.querySelector('.digits img').decode().then(() => document.querySelector('.digits img').naturalWidth)";
    expect(await dashboard.page.evaluate(width)).toBe(28);
    expect(await dashboard.page.locator(".digits figcaption").first().textContent()).toMatch(
      /^\d → \d9\d\.\d %$/,
    );
    await dashboard.page.goBack();
    await dashboard.page.locator("table.runs").waitFor();
  });

  it("shows one kind of mistake when its cell is picked", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.batchNorm}`);
    const cell = dashboard.page.locator("table.confusion button").first();
    const label = await cell.getAttribute("aria-label");
    const [, count, wrong] = /^(\d+) rows?: (\d answered as \d)$/.exec(label ?? "") ?? [];
    const heading = dashboard.page.locator(".misclassified h3");
    await cell.click();
    await expect.poll(() => heading.textContent()).toBe(`${wrong}: ${count}`);
    expect(await dashboard.page.locator(".digits li").count()).toBe(Number(count));
    await cell.click();
    await expectText(heading, /^Misclassified: \d+$/);
  });

  it("breaks the command that trains a run again between words only", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.batchNorm}`);
    const linesOfWords = `[...document.querySelectorAll(".copy-line code > span")].map((word) => {
      const range = document.createRange();
      range.selectNodeContents(word);
      return range.getClientRects().length;
    })`;
    await dashboard.page.setViewportSize({ width: 560, height: 900 });
    const lines = (await dashboard.page.evaluate(linesOfWords)) as number[];
    expect(lines.length).toBeGreaterThan(5);
    expect(new Set(lines)).toEqual(new Set([1]));
  });

  it("shows a run's parameters, attempts, artifacts, curves, log and how to train it again", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.batchNorm}`);
    const text = (await dashboard.page.locator("main").textContent()) ?? "";
    expect(text).toContain(
      "--set parameters.batch_norm=true --set parameters.augment=false --fresh",
    );
    expect(text).toContain("392.9 MiB");
    await dashboard.page.getByText("42,000 rows, 37,800 to train").waitFor();
    await expectText(
      dashboard.page.locator(".small-chart p.visually-hidden").first(),
      /^accuracy: 6 points, .* val_accuracy: 6 points/,
    );
    const download = dashboard.page.waitForEvent("download");
    await dashboard.page.getByRole("link", { name: "predictions.csv" }).click();
    expect((await download).suggestedFilename()).toBe("predictions.csv");
  });

  it("follows a running run: figures, curves and log", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
    await dashboard.page.getByText("epoch 2/6").waitFor();
    appendFileSync(`${dashboard.demo.runsDir}/${DEMO_RUNS.augmented}/output.log`, "epoch 3/6\n");
    await dashboard.page.getByText("epoch 3/6").waitFor();
    logEpoch(dashboard.demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    await expectText(dashboard.page.locator(".headline .progress-text"), /^66 %$/);
    await expectText(
      dashboard.page.locator(".small-chart p.visually-hidden").first(),
      /val_accuracy: 4 points/,
    );
  });

  it("says live that a run goes on without an orchestrator, and what goes on with it", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
    const { store, now } = dashboard.demo.deps;
    const process = { host: "here", bootId: "b", pid: LIVING_PID, startTime: 1 };
    store.setRunProcess(DEMO_RUNS.augmented, process, now());
    await expectText(
      dashboard.page.locator(".headline .outcome"),
      /^Its orchestrator is gone: .*sweep run/,
    );
    expect(await dashboard.page.locator(".headline .chip").first().textContent()).toBe("◐running");
  });

  it("shows a finished run's confusion matrix without a reload, and moves nothing above it", async () => {
    await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
    await expectText(dashboard.page.locator(".small-chart p.visually-hidden").first(), /3 points/);
    expect(await dashboard.page.locator("table.confusion").count()).toBe(0);
    const before = await dashboard.page.locator(".chart-grid").boundingBox();
    finishRun(dashboard.demo.deps.store, dashboard.demo.runsDir, DEMO_RUNS.augmented);
    await dashboard.page.locator("table.confusion").waitFor();
    await dashboard.page.locator(".headline").getByText("finished").waitFor();
    expect(await dashboard.page.locator(".chart-grid").boundingBox()).toEqual(before);
  });

  it("shows a list of objects in the summary as a table, and folds other long values", async () => {
    const layers = [
      { name: "conv_1", type: "Conv2D", output: "26×26×16", parameters: 160 },
      { name: "logits", type: "Dense", output: "10", parameters: 108_170 },
    ];
    const summary = { layers, schedule: Array.from({ length: 60 }, (_, i) => i / 1000) };
    logSummary(dashboard.demo.deps.store, DEMO_RUNS.augmented, summary);
    await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
    const table = dashboard.page.getByRole("region", { name: "Layers" });
    expect(await table.locator("thead th").allTextContents()).toEqual([
      ...["name", "type", "output", "parameters"],
    ]);
    expect(await table.locator("tbody tr").first().textContent()).toBe("conv_1Conv2D26×26×16160");
    expect(await table.locator("tfoot").textContent()).toBe("total108,330");
    const json = dashboard.page.locator(".folded pre");
    expect(await json.isVisible()).toBe(false);
    await dashboard.page.getByText("60 items").click();
    await expect.poll(() => json.textContent()).toContain("0.059");
  });

  it("has room for every column of a network's layers beside the other cards", async () => {
    const layers = Array.from({ length: 3 }, (_, i) => ({
      ...{ name: `batch_norm_${i + 1}`, type: "BatchNormalization" },
      ...{ output: "26×26×32", parameters: 326_826 },
    }));
    logSummary(dashboard.demo.deps.store, DEMO_RUNS.augmented, { layers });
    for (const width of [1280, 1360, 1600]) {
      await dashboard.page.setViewportSize({ width, height: 900 });
      await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
      await dashboard.page.getByRole("region", { name: "Layers" }).waitFor();
      const hidden = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector("[aria-label=Layers]"))`;
      expect(await dashboard.page.evaluate(hidden)).toBe(0);
    }
  });

  it("shows an ensemble's members with their weights, as links to their runs, and how it compares", async () => {
    const { demo, page } = dashboard;
    addEnsemble(demo.deps.store, demo.runsDir);
    await dashboard.open(`/runs/${DEMO_ENSEMBLE}`);
    const table = page.getByRole("region", { name: "Members" });
    await table.waitFor();
    const lines = await table.locator("tbody tr").allTextContents();
    expect(lines[0]).toMatch(/^batch_norm=trueeeee00000002 75\.00 %9\d\.\d\d %95\.00 %$/);
    expect(lines[1]).toBe("batch_norm=falseeeee00000003 25.00 %91.00 %92.00 %");
    const text = (await page.locator("main").textContent()) ?? "";
    expect(text).toContain("2 of 2 runs take part, each over 5 views of a picture.");
    expect(text).toContain("batch_norm=true: +0.00 points on 420 validation rows");
    expect(text).toContain("The final weights reach 97.25 % on the rows that have chosen them.");
    expect(text).toContain("sweep ensemble eeee00000002 eeee00000003 --greedy --tta --fresh");
    expect(await page.getByRole("heading", { name: "Members" }).count()).toBe(1); // not again among the summary's tables
    const [member] = DEMO_MEMBERS;
    await table.getByRole("link", { name: member }).click();
    await page.waitForURL(`**/runs/${member}`);
    await page.goBack();
    await page.getByRole("link", { name: "nets-ensemble" }).click();
    await page.getByText("sweep ensemble · maximize val_accuracy").waitFor();
  });

  it("tells a run that has written nothing yet from one that wrote nothing", async () => {
    const { augmented, failed } = DEMO_RUNS;
    for (const id of [augmented, failed])
      writeFileSync(`${dashboard.demo.runsDir}/${id}/output.log`, "");
    await dashboard.open(`/runs/${augmented}`);
    await dashboard.page.getByText("It has written nothing yet.").waitFor();
    await dashboard.open(`/runs/${failed}`);
    await dashboard.page.getByText("It wrote nothing.").waitFor();
  });

  it("says that a run does not exist", async () => {
    await dashboard.open("/runs/nope");
    expect(await dashboard.page.getByRole("alert").textContent()).toContain(
      "run: expected the id of a run, got nope",
    );
    expect(dashboard.problems.splice(0)).toEqual([expect.stringContaining("404")]); // the browser's own report
  });

  it("loads without moving anything", async () => {
    const { page } = dashboard;
    await page.addInitScript(recordLayoutShifts);
    await dashboard.open(`/runs/${DEMO_RUNS.batchNorm}`);
    await expectText(page.locator("p.visually-hidden").first(), /6 points/);
    await page.locator("table.confusion").waitFor();
    expect(await page.evaluate("window.layoutShifts")).toEqual([]);
  });

  it("fits a screen of 360 pixels: only tables scroll sideways", async () => {
    const { page } = dashboard;
    await page.setViewportSize({ width: 360, height: 740 });
    await dashboard.open(`/runs/${DEMO_RUNS.batchNorm}`);
    await page.locator("canvas").first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });
});
