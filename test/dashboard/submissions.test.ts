import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runPaths } from "../../src/protocol/run-paths.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { fillDemoSubmissions } from "../fixtures/demo-submissions.js";
import { findChromium } from "./chromium.js";
import { describeInChromium, expectText } from "./each-in-chromium.js";
import { axeViolations, DashboardInChromium, sidewaysOverflow } from "./in-chromium.js";

const { plain, batchNorm } = DEMO_RUNS;

describeInChromium("making a submission in Chromium", (dashboard) => {
  const line = (id: number) => dashboard.page.locator(`tr[data-submission="${id}"]`);

  it("leads from a promoted run to its submission, listed with the rows that it changed as pictures", async () => {
    const { store } = dashboard.demo.deps;
    await dashboard.open("/submissions");
    await dashboard.page.getByText("No submissions yet").waitFor();
    store.promote("champion", plain, "by hand", 1);
    await dashboard.open("/");
    await dashboard.page.getByRole("button", { name: "Submit the champion" }).click();
    await dashboard.page.getByText(`Submission 1 of run ${plain} is written.`).waitFor();
    store.promote("champion", batchNorm, "better", 2);
    await dashboard.open("/submissions");
    await dashboard.page.getByRole("button", { name: "Submit the champion" }).click();
    await line(2).waitFor();
    await expectText(line(2), /^2batch_norm=true.*9\d\.\d\d %.*91 against 1/);
    await dashboard.page.getByText("91 rows of 200 changed.").waitFor();
    const first = dashboard.page.locator(".changed-rows li").first();
    expect(await first.locator("figcaption").textContent()).toBe("0 → 188 → 88 %1");
    await first.scrollIntoViewIfNeeded();
    const width = "document.querySelector('.changed-rows img').naturalWidth";
    await expect.poll(() => dashboard.page.evaluate(width)).toBe(28);
    const source = await first.locator("img").getAttribute("src");
    expect(source).toBe(`/api/runs/${batchNorm}/test-rows/0.png`);
  });

  it("shows live what a command has written, and what the leaderboard said of it", async () => {
    await dashboard.open("/submissions");
    await dashboard.page.getByText("No submissions yet").waitFor();
    fillDemoSubmissions(dashboard.demo.deps);
    await line(2).waitFor();
    const leaderboard = { score: 0.99123, at: 1 };
    dashboard.demo.deps.store.updateSubmission(2, { leaderboard });
    await expectText(line(2), /0\.99123|99\.12/);
  });

  it("submits a run from its page, and shows what was written", async () => {
    await dashboard.open(`/runs/${plain}`);
    await dashboard.page.getByRole("button", { name: "Submit", exact: true }).click();
    await dashboard.page.getByRole("button", { name: "Show", exact: true }).click();
    await dashboard.page.waitForURL("**/submissions?show=1");
    await dashboard.page.getByText("It is the first one for its test file").waitFor();
    await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
    expect(await dashboard.page.getByRole("button", { name: "Submit" }).count()).toBe(0);
  });

  it("only shows what there is where nothing may be changed", async () => {
    fillDemoSubmissions(dashboard.demo.deps);
    dashboard.demo.deps.forbidden = "this dashboard was started with --read-only";
    await dashboard.stopServer();
    await dashboard.startServer();
    await dashboard.open("/submissions");
    await line(2).getByTitle("this dashboard was started with --read-only").waitFor();
    await dashboard.page.locator(".changed-rows li").first().waitFor();
    const changing = dashboard.page.getByRole("button", { name: /Submit|leaderboard score/ });
    expect(await changing.count()).toBe(0);
  });

  it("passes on why a submission could not be made", async () => {
    const { runsDir } = dashboard.demo;
    appendFileSync(join(runPaths(runsDir, batchNorm).artifacts, "predictions.csv"), "7,7\n");
    await dashboard.open("/submissions");
    await dashboard.page.getByRole("button", { name: "Submit the champion" }).click();
    await dashboard.page.getByText(`Run ${batchNorm} was not submitted: `).waitFor();
    await dashboard.page.getByText(/predictions\.csv/).waitFor();
    await dashboard.page.getByText("No submissions yet").waitFor();
  });
});

describe.skipIf(findChromium() === null)("the history of submissions in Chromium", () => {
  let dashboard: DashboardInChromium;
  let page: Page;
  beforeAll(async () => {
    dashboard = await DashboardInChromium.launch();
    fillDemoSubmissions(dashboard.demo.deps);
  });
  afterAll(() => dashboard.close());
  afterEach(async () => {
    await page.close();
    expect(dashboard.problems).toEqual([]);
  });
  const line = (id: number) => page.locator(`tr[data-submission="${id}"]`);

  it("lists each with its score, file and hash", async () => {
    page = await dashboard.open("/submissions");
    await expectText(line(1), /^1batch_norm=false.*98\.60 %98\.20 % – 98\.90 %98\.457 %first/);
    await expectText(line(2), /enter….*91 against 1.*digit-recognizer/);
    const download = page.waitForEvent("download");
    await line(2).getByRole("link", { name: "CSV" }).click();
    expect((await download).suggestedFilename()).toBe(`submission-2-${batchNorm}.csv`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await line(2)
      .getByRole("button", { name: /: copy the SHA-256/ })
      .click();
    await page.getByText("SHA-256 of submission 2 copied.").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("shows one kind of change, in the address, too, and more pictures on request", async () => {
    page = await dashboard.open("/submissions");
    const pictures = page.locator(".changed-rows li");
    await expect.poll(() => pictures.count()).toBe(60);
    await page.getByRole("button", { name: "Show more (31 left)" }).click();
    await expect.poll(() => pictures.count()).toBe(91);
    await page.getByRole("button", { name: "4 → 9: 9" }).click();
    await expect.poll(() => pictures.count()).toBe(9);
    expect(page.url()).toMatch(/\?show=2&change=4-9$/);
    await page.reload();
    await expect.poll(() => pictures.allTextContents()).toContainEqual("4 → 95");
    await page.getByText("All changes as a table").click();
    const fours = page.locator("table.confusion tbody tr").nth(4);
    await expect.poll(() => fours.textContent()).toBe("40000000009");
  });

  it("takes the leaderboard's score, and charts it against what was expected", async () => {
    page = await dashboard.open("/submissions");
    await line(2)
      .getByRole("button", { name: /^Enter the leaderboard score/ })
      .click();
    const field = page.getByLabel(/^Accuracy from 0 to 1/);
    await field.fill("99.2");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page
      .getByText(
        "Expected an accuracy from 0 to 1, as in 0.9972, or in per cent, as in 99.72 %, got “99.2”.",
      )
      .waitFor();
    await field.fill("99,214 %");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expectText(line(2), /99\.214 %/);
    await page.getByText("2 of 2 scores in the expected interval").waitFor();
    await page.getByRole("img", { name: /expected accuracy of 2 submissions/ }).waitFor();
    const csv = page.waitForEvent("download");
    await page.getByRole("button", { name: /^CSV: Save what “Leaderboard/ }).click();
    expect((await csv).suggestedFilename()).toBe("leaderboard-against-validation.csv");
    const png = page.waitForEvent("download");
    await page.getByRole("button", { name: /^PNG: Save “Leaderboard/ }).click();
    expect((await png).suggestedFilename()).toBe("leaderboard-against-validation.png");
  });

  it("is reached by the keyboard", async () => {
    page = await dashboard.open("/");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.getByRole("heading", { name: "Submissions" }).waitFor();
  });

  it("says so where there is no such submission", async () => {
    page = await dashboard.open("/submissions?show=77");
    await page.getByText("There is no submission 77").waitFor();
  });

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [360, "dark"],
    [3840, "light"],
    [3840, "dark"],
  ] as const)(
    "has nothing that axe objects to, and fits, at %i px in %s colours",
    async (width, colourScheme) => {
      page = await dashboard.open("/submissions", { width, colourScheme });
      await page.locator(".changed-rows li").first().waitFor();
      await page.getByText("All changes as a table").click();
      await page.getByRole("button", { name: "Submit the champion" }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});
