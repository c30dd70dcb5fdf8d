import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../src/core/hash.js";
import { codeCopy } from "../../src/protocol/environment-record.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { ENVIRONMENT } from "../scheduler/harness.js";
import { logSummary } from "../server/changes.js";
import { findChromium } from "./chromium.js";
import { axeViolations, DashboardInChromium, sidewaysOverflow } from "./in-chromium.js";

const { plain, batchNorm, augmented, both } = DEMO_RUNS;
const ADDRESS = `/compare?runs=${plain},${batchNorm}`;

describe.skipIf(findChromium() === null)("the comparison in Chromium", () => {
  let dashboard: DashboardInChromium;
  let page: Page;
  beforeAll(async () => {
    dashboard = await DashboardInChromium.launch();
    recordCode(plain, "print(1)\n", 2);
    recordCode(batchNorm, "print(2)\n", 4);
  });
  afterAll(() => dashboard.close());
  afterEach(async () => {
    await page.close();
    expect(dashboard.problems).toEqual([]);
  });

  /** The run was started with this script on a machine of that many cores. */
  function recordCode(run: string, text: string, cores: number): void {
    const copy = codeCopy(dashboard.demo.runsDir, sha256(text));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, text);
    const file = { path: "train.py", sha256: sha256(text), bytes: text.length, kept: true };
    const environment = { ...ENVIRONMENT, cores, files: [file] };
    writeFileSync(runPaths(dashboard.demo.runsDir, run).environment, JSON.stringify(environment));
  }

  const row = (name: string) =>
    page.locator("table.differences tr", {
      has: page.getByRole("rowheader", { name, exact: true }),
    });

  it("shows what differs, and on request also what does not", async () => {
    page = await dashboard.open(ADDRESS);
    expect(await row("batch_norm").locator("td").allTextContents()).toEqual(["false", "true"]);
    expect(await row("cores").locator("td").allTextContents()).toEqual(["2", "4"]);
    expect(await row("epochs").count()).toBe(0);
    await page.getByLabel(/show what is the same/).check();
    await expect.poll(() => row("epochs").locator("td").allTextContents()).toEqual(["6", "6"]);
    await expect.poll(() => page.url()).toContain("equal=1");
  });

  it("keeps results apart from what may explain them, and writes an accuracy as everywhere", async () => {
    const summary = { onnx_check: "run by onnxruntime-node", fitted_accuracy: 0.9857 };
    logSummary(dashboard.demo.deps.store, augmented, summary);
    page = await dashboard.open(`/compare?runs=${batchNorm},${augmented}&equal=1`);
    expect(await row("onnx_check").getAttribute("class")).toBeNull();
    const differences = page.locator("section.card", { has: page.locator("#differences") });
    expect(await differences.textContent()).not.toContain("onnx_check");
    const cells = (name: string) => row(name).locator("td").allTextContents();
    expect(await cells("fitted_accuracy")).toEqual(["–", "98.57 %"]);
    expect((await cells("val_accuracy best"))[0]).toBe("99.14 %");
    expect((await cells("val_accuracy values"))[0]).toBe("6");
  });

  it("shows line by line how the code differs", async () => {
    page = await dashboard.open(ADDRESS);
    const patch = page.getByRole("region", { name: "Difference in train.py" });
    expect(await patch.locator(".is-removed").textContent()).toBe("-print(1)\n");
    expect(await patch.locator(".is-added").textContent()).toBe("+print(2)\n");
  });

  it("overlays the curves of the metric that is chosen", async () => {
    page = await dashboard.open(ADDRESS);
    await page.getByRole("heading", { name: "val_accuracy", exact: true }).waitFor();
    await page.getByLabel("Metric").selectOption("val_loss");
    await page.getByRole("heading", { name: "val_loss", exact: true }).waitFor();
    expect(await page.locator(".run-legend li").count()).toBe(2);
    expect(page.url()).toContain("metric=val_loss");
  });

  it("shows the digits on which the runs disagree, with each one's answer and how sure it is", async () => {
    page = await dashboard.open(ADDRESS);
    const first = page.locator(".disagreeing li").first();
    await first.waitFor();
    expect(await first.locator("figcaption").textContent()).toMatch(
      /^a \d(A ✓ \d · \d+\.\d %B ✗ \d|A ✗ \d · \d+\.\d %B ✓ \d)/,
    );
    await first.scrollIntoViewIfNeeded(); // pictures are read when they come into view
    const width = () => page.evaluate("document.querySelector('.disagreeing img').naturalWidth");
    await expect.poll(width).toBe(28);
    expect(await page.locator("table.confusion caption").allTextContents()).toEqual([
      expect.stringMatching(/^A: 9\d\.\d\d % right/),
      expect.stringMatching(/^B: 9\d\.\d\d % right/),
    ]);
    expect(await page.locator(".tests li").textContent()).toMatch(
      /^Only A is right on \d+, only B on \d+ \(p = [01]\.\d+\)/,
    );
  });

  it("keeps to one kind of disagreement, and puts that into the address", async () => {
    page = await dashboard.open(ADDRESS);
    await page.getByRole("button", { name: /^only B right: \d+$/ }).click();
    await page.locator(".disagreements, .disagreeing li").first().waitFor();
    await expect
      .poll(() => page.locator(".disagreeing figcaption").allTextContents())
      .toSatisfy(
        (texts: string[]) => texts.length > 0 && texts.every((text) => /A ✗.*B ✓/.test(text)),
      );
    const address = page.url();
    expect(address).toContain("pattern=01");
    await page.reload();
    await page.getByRole("button", { name: /^only B right/, pressed: true }).waitFor();
  });

  it("leaves a run out", async () => {
    page = await dashboard.open(`/compare?runs=${plain},${batchNorm},${augmented}`);
    await page.getByRole("button", { name: /^Leave C out/ }).click();
    await expect.poll(() => page.url()).toMatch(new RegExp(`runs=${plain}%2C${batchNorm}$`));
    await page.getByRole("heading", { name: "Compare 2 runs" }).waitFor();
  });

  it("says which run has no answers, and what to do where nothing is chosen", async () => {
    page = await dashboard.open(`/compare?runs=${plain},${both}`);
    await page.getByText(`run ${both} has no artifact predictions.csv`).waitFor();
    expect(await page.locator(".notice-title code").textContent()).toBe("predictions.csv");
    await page.close();
    page = await dashboard.open("/compare");
    await page.getByText("Nothing to compare yet").waitFor();
    await page.close();
    page = await dashboard.open(`/compare?runs=${plain},nope`);
    await page.getByText("run: expected the id of a run, got nope").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });

  it.each([
    [1360, "light"],
    [1360, "dark"],
    [360, "light"],
    [3840, "dark"],
  ] as const)(
    "has nothing that axe objects to, and fits, at %i px in %s colours",
    async (width, colourScheme) => {
      page = await dashboard.open(ADDRESS, { width, colourScheme });
      await page.locator(".disagreeing li").first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});
