import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import { createDemoData, demoFoldsLook } from "../fixtures/demo-data.js";
import { DEMO_RUNS, DEMO_SWEEP } from "../fixtures/demo-store.js";
import { findChromium } from "./chromium.js";
import { axeViolations, DashboardInChromium, sidewaysOverflow } from "./in-chromium.js";

describe.skipIf(findChromium() === null)("the data in Chromium", () => {
  let dashboard: DashboardInChromium;
  let page: Page;
  beforeAll(async () => {
    dashboard = await DashboardInChromium.launch();
    const demoData = createDemoData();
    dashboard.demo.deps.data.look = (request) => {
      if (request.kind === "experiment" && request.file === "broken.yaml")
        throw new SweepError("data", "mine/train.csv:2:1  label: expected a digit, got `x`");
      if (request.kind === "experiment" && request.file === "command.yaml")
        throw new SweepError("usage", "tune: its command alone knows its data");
      if (request.kind === "experiment" && request.file === "folds.yaml")
        return { state: "ready", look: demoFoldsLook() };
      return demoData.look(request);
    };
  });
  afterAll(() => dashboard.close());
  afterEach(async () => {
    await page.close();
    expect(dashboard.problems).toEqual([]);
  });

  it("shows the data of the newest sweep: rows, classes, pictures", async () => {
    page = await dashboard.open("/data");
    expect(await page.getByLabel("Sweep").inputValue()).toBe(DEMO_SWEEP);
    const balance = page.getByRole("region", { name: "Class balance" }).locator("tbody tr").first();
    expect(await balance.textContent()).toMatch(/^036610\.0 %/);
    expect(await page.getByRole("img", { name: "mean of class 4" }).count()).toBe(1);
    expect(await page.locator(".classes > li").count()).toBe(10);
    const drawn = await page.evaluate(
      `document.querySelector("[aria-label='mean of class 4']").getContext("2d").getImageData(14, 14, 1, 1).data[0]`,
    );
    expect(drawn).toBeGreaterThan(60);
  });

  it("tells likely duplicates, with both pictures and both labels", async () => {
    page = await dashboard.open(`/data?run=${DEMO_RUNS.plain}`);
    await page.getByText("2 pairs of equal pictures across training and validation").waitFor();
    await page.getByText("1 pair of equal pictures with different labels").waitFor();
    expect(await page.locator(".pairs li").first().textContent()).toBe("1 / 1equal");
    expect(await page.locator(".pairs li .is-bad").first().textContent()).toMatch(/^\d \/ \d$/);
    await page.getByText("How they were searched for").click();
    await page.getByText(/Pearson's correlation/).waitFor();
  });

  it("looks at the data of an experiment that is typed, and says what is wrong with them", async () => {
    page = await dashboard.open("/data");
    await page.getByLabel("or experiment").fill("broken.yaml");
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText("label: expected a digit, got x").waitFor();
    expect(page.url()).toMatch(/\/data\?experiment=broken\.yaml$/);
    await page.getByRole("button", { name: "try again" }).waitFor();
  });

  it("advises to move data only where they are at fault", async () => {
    page = await dashboard.open("/data?experiment=command.yaml");
    const notice = page.getByRole("alert");
    expect(await notice.textContent()).toBe(
      "tune: its command alone knows its dataChoose another sweep or experiment above, or try again.",
    );
    await page.goto(page.url().replace("command", "broken"));
    await page.getByText("Put the data where the experiment names them, then").waitFor();
  });

  it("shows the default data where the sweeps are all those of commands", async () => {
    page = await dashboard.open("/");
    await page.route("**/api/sweeps", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('"hasDigits":true', '"hasDigits":false');
      await route.fulfill({ response, body });
    });
    const asked = page.waitForRequest(/\/api\/data/);
    await page.getByRole("link", { name: "Data" }).click();
    expect(new URL((await asked).url()).search).toBe("");
    await page.getByRole("heading", { name: "Class balance" }).waitFor();
    expect(await page.getByLabel("Sweep").inputValue()).toBe("");
  });

  it("tells how folds divide the rows, and claims no single split", async () => {
    page = await dashboard.open("/data?experiment=folds.yaml", { width: 360 });
    const figures = await page.locator(".figures").textContent();
    expect(figures).toContain("labelled rows420each for validation once");
    expect(figures).toContain("rows for validation in each140280 to train on");
    const balance = page.getByRole("region", { name: "Class balance" });
    expect(await balance.locator("thead").textContent()).toBe("classfold 1fold 2fold 3share");
    expect(await balance.locator("tbody tr").first().textContent()).toBe("014141410.0 %");
    expect(await balance.locator("tfoot").textContent()).toBe("all140140140100 %420 rows");
    await page.getByText("1 pair of equal pictures across folds").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
  });

  it("is reached by the keyboard", async () => {
    page = await dashboard.open("/");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.getByRole("heading", { name: "The data" }).waitFor();
  });

  it.each([
    [1360, "light"],
    [1360, "dark"],
    [360, "light"],
    [3840, "dark"],
  ] as const)(
    "has nothing that axe objects to, and fits, at %i px in %s colours",
    async (width, colourScheme) => {
      page = await dashboard.open("/data", { width, colourScheme });
      await page.locator(".classes > li").first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});
