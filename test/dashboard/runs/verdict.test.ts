import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { DEMO_RUNS } from "../../fixtures/demo-store.js";
import { predictionsCsv } from "../../selection/workspace.js";
import { describeInChromium } from "../each-in-chromium.js";
import { axeViolations } from "../in-chromium.js";

const ROWS = 420;

describeInChromium("the verdict in Chromium", (dashboard) => {
  /** As accurate as the run logged, which is checked. */
  const keepPredictions = (id: string, wrong: number) => {
    const { artifacts } = runPaths(dashboard.demo.runsDir, id);
    const text = predictionsCsv({ rows: ROWS, isRight: (row) => row >= wrong });
    writeFileSync(join(artifacts, "predictions.csv"), text);
  };

  it("says in a few lines, none of them cut, how the finished runs compare, and the rest when opened", async () => {
    keepPredictions(DEMO_RUNS.plain, 6);
    keepPredictions(DEMO_RUNS.batchNorm, 4);
    await dashboard.open("/?chart=none");
    const verdict = dashboard.page.locator("details.verdict");
    expect(await verdict.locator("summary").textContent()).toBe(
      "These two are tied: batch_norm=true augment=false and batch_norm=false augment=false (p = 0.50).",
    );
    for (const width of [1280, 360]) {
      await dashboard.page.setViewportSize({ width, height: 800 });
      const cut =
        "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.verdict-text'))";
      expect(await dashboard.page.evaluate(cut)).toBe(0);
    }
    expect(await verdict.locator("p").first().isVisible()).toBe(false);
    await verdict.locator("summary").focus();
    await dashboard.page.keyboard.press("Enter");
    await verdict.getByText("McNemar's exact test on 420 validation rows").waitFor();
    expect(await axeViolations(dashboard.page)).toEqual([]);
  });

  it("says so where the runs kept no usable predictions", async () => {
    await dashboard.open("/?chart=none");
    await dashboard.page
      .getByText(/^No interval and no significance: the \d runs stored no usable predictions/)
      .waitFor();
  });
});
