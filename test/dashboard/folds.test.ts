import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FOLDS_SWEEP, fillFolds } from "../fixtures/demo-folds.js";
import { DEMO_SWEEP } from "../fixtures/demo-store.js";
import { findChromium } from "./chromium.js";
import { axeViolations, DashboardInChromium, sidewaysOverflow } from "./in-chromium.js";

describe.skipIf(findChromium() === null)("a cross-validation in Chromium", () => {
  let dashboard: DashboardInChromium;
  let page: Page;
  let ids: Record<string, string>;
  beforeAll(async () => {
    dashboard = await DashboardInChromium.launch();
    ids = fillFolds(dashboard.demo.deps.store, dashboard.demo.runsDir);
  });
  afterAll(() => dashboard.close());
  afterEach(async () => {
    await page.close();
    expect(dashboard.problems).toEqual([]);
  });

  const configurations = () => page.getByRole("button", { name: "By configuration" });

  it("shows which fold each run has", async () => {
    page = await dashboard.open(`/?sweep=${FOLDS_SWEEP}`);
    const heads = await page.locator(".runs thead th").allTextContents();
    const cells = page.locator(`[data-run="${ids["false 2"]}"] > *`);
    expect((await cells.allTextContents())[heads.indexOf("fold")]).toBe("2 of 3");
  });

  it("is summed up by one click: each configuration by its name, with mean and interval over folds", async () => {
    page = await dashboard.open(`/?sweep=${FOLDS_SWEEP}`);
    await configurations().click();
    const groups = page.locator(".group-line");
    await groups.first().waitFor();
    expect(await groups.allTextContents()).toEqual([
      "▸batch_norm=true3 runs96.00 % ± 2.48 %over 3 folds3 finished",
      "▸batch_norm=false3 runs91.00 % ± 2.48 %over 3 folds3 finished",
    ]);
    expect(await page.locator(".result-count").textContent()).toBe(
      "6 runs, grouped by configuration",
    );
    await configurations().click();
    await page.locator("[data-run]").nth(5).waitFor();
  });

  it("offers that only where several runs have one configuration", async () => {
    page = await dashboard.open(`/?sweep=${DEMO_SWEEP}`);
    await page.getByRole("button", { name: /^Group/ }).waitFor();
    expect(await configurations().count()).toBe(0);
  });

  it("compares runs of different folds without claiming that they answered the same rows", async () => {
    page = await dashboard.open(`/compare?runs=${ids["false 1"]},${ids["false 2"]}`);
    await page.getByText("No validation row was answered by all of them").waitFor();
    expect(await page.locator(".confusion").count()).toBe(0);
    const fold = page.locator("table.differences tr", { hasText: "fold for validation" });
    expect(await fold.locator("td").allTextContents()).toEqual(["1 of 3", "2 of 3"]);
  });

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [3840, "dark"],
  ] as const)(
    "has nothing that axe objects to, and fits, at %i px in %s colours",
    async (width, colourScheme) => {
      page = await dashboard.open(`/?sweep=${FOLDS_SWEEP}&group=variant`, { width, colourScheme });
      await page.locator(".group-line").first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});
