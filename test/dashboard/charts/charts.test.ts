import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PANELS } from "../../../dashboard/src/charts/state/chart-state.js";
import { logSearch, SEARCH_SWEEP } from "../../fixtures/chart-store.js";
import { findChromium } from "../chromium.js";
import {
  bytesOf,
  type ChartBrowser,
  type ChartPage,
  findViolations,
  openChartBrowser,
  readCsv,
} from "./chart-browser.js";

const executablePath = findChromium();
const POINTS = 120;

describe.skipIf(executablePath === null)("the charts in Chromium", () => {
  let browser: ChartBrowser;
  let chart: ChartPage;

  beforeAll(async () => {
    browser = await openChartBrowser(executablePath ?? "");
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    chart = await browser.open({ runs: 24, points: POINTS, isLive: true });
  });
  afterEach(async () => {
    await chart.close();
    expect(chart.problems).toEqual([]);
  });

  const plot = () => chart.page.locator(".plot > canvas[role=img]").first();
  const tooltip = () => chart.page.locator(".plot-tooltip").first();
  const query = () => new URL(chart.page.url()).searchParams;
  const drawn = (label: string) => chart.page.locator(`canvas[aria-label="${label}"]`).waitFor();

  /** Moves the pointer to a place of the plot, in shares of its width and height. */
  async function point(x: number, y: number): Promise<void> {
    const box = await plot().boundingBox();
    if (!box) throw new Error("expected a plot");
    await chart.page.mouse.move(box.x + box.width * x - 2, box.y + box.height * y);
    await chart.page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  }

  /** Moves along a column of the plot until something is under the pointer. */
  async function pointAtSomething(): Promise<string> {
    for (let y = 0.06; y < 0.9; y += 0.02) {
      for (const x of [0.3, 0.45, 0.6, 0.75]) {
        await point(x, y);
        if (await tooltip().isVisible()) return (await tooltip().textContent()) ?? "";
      }
    }
    throw new Error("expected something under the pointer");
  }

  async function save(tool: "CSV" | "PNG") {
    const download = chart.page.waitForEvent("download");
    await chart.page.locator(".chart-tool", { hasText: tool }).first().click();
    return download;
  }

  describe("learning curves", () => {
    it("name the run under the pointer, with its value and parameters, and open it on a click", async () => {
      await chart.goto(`/?runs=${chart.ids[3]}`);
      await drawn("val_accuracy over epoch of 1 run");
      const text = await pointAtSomething();
      expect(text).toMatch(/^trial 3val_accuracy\d\d\.\d\d %epoch[\d.]+/);
      expect(text).toMatch(/learning_rate[\d.e-]+.*optimizeradam/);
      const box = await plot().boundingBox();
      expect(box).not.toBeNull();
      await chart.page.mouse.down();
      await chart.page.mouse.up();
      await chart.page.waitForURL(/\/runs\/c0de00000003$/);
    });

    it("keep what is chosen in the address, and bring it back", async () => {
      await chart.goto("/");
      await drawn("val_accuracy over epoch of 20 runs");
      await chart.page.getByLabel("Smoothing").fill("0.6");
      await chart.page.getByLabel("log y").check();
      await chart.page.getByRole("radio", { name: "step" }).check();
      await chart.page
        .locator(".chart-control", { hasText: /^Runs/ })
        .locator("select")
        .selectOption("10");
      await drawn("val_accuracy over step of 10 runs");
      await expect.poll(() => query().get("most")).toBe("10");
      expect(Object.fromEntries(query())).toMatchObject({ smooth: "0.6", log: "y", x: "step" });
      await chart.page.reload();
      await drawn("val_accuracy over step of 10 runs");
      expect(await chart.page.getByLabel("log y").isChecked()).toBe(true);
      expect(await chart.page.getByLabel("Smoothing").inputValue()).toBe("0.6");
    });

    it("are small multiples of several metrics", async () => {
      await chart.goto("/");
      await chart.page.getByRole("button", { name: /^Metrics/ }).click();
      await chart.page.getByLabel("val_loss", { exact: true }).check();
      await drawn("val_loss over epoch of 20 runs");
      await drawn("val_accuracy over epoch of 20 runs");
      await expect.poll(() => query().getAll("metric")).toEqual(["val_accuracy", "val_loss"]);
    });

    it("are read more finely where they are zoomed, until all is shown again", async () => {
      await chart.close();
      chart = await browser.open({ runs: 1, points: 5000 });
      await chart.goto("/?x=step");
      await drawn("val_accuracy over step of 1 run");
      await point(0.4, 0.2);
      await chart.page.mouse.down();
      await point(0.6, 0.8);
      await chart.page.mouse.up();
      await expect
        .poll(() => query().get("zoom"))
        .toMatch(/^x:\d+\.?\d*\.\.\d+\.?\d*,y:0\.\d+\.\./);
      const isPart = (request: string) =>
        /^\/api\/curves.*axis=step&from=\d+.*&to=\d+/.test(request);
      await expect.poll(() => chart.requests.some(isPart)).toBe(true);
      await chart.page.getByRole("button", { name: "Reset" }).click();
      await expect.poll(() => query().has("zoom")).toBe(false);
    });

    it("zoom by buttons, and by the wheel with Ctrl alone", async () => {
      await chart.goto("/");
      await drawn("val_accuracy over epoch of 20 runs");
      await chart.page.getByRole("button", { name: "Zoom in" }).click();
      await expect.poll(() => query().has("zoom")).toBe(true);
      await chart.page.getByRole("button", { name: "Reset" }).click();
      await expect.poll(() => query().has("zoom")).toBe(false);
      await point(0.5, 0.5);
      await chart.page.mouse.wheel(0, -200);
      await chart.page.keyboard.down("Control");
      await chart.page.mouse.wheel(0, -200);
      await chart.page.keyboard.up("Control");
      await expect.poll(() => query().has("zoom")).toBe(true);
    });

    it("grow while a run logs: only what is new is read, and nothing moves or blinks", async () => {
      const id = chart.ids.at(-1) ?? "";
      await chart.goto(`/?runs=${id}`);
      await drawn("val_accuracy over epoch of 1 run");
      await chart.page.getByRole("button", { name: /^Table/ }).click();
      const rows = chart.page.locator(".chart-data tbody tr");
      expect(await rows.count()).toBe(POINTS);
      const before = chart.requests.length;
      await chart.page.evaluate("window.layoutShifts.length = 0");
      await chart.page.evaluate(`window.blinks = 0; new MutationObserver(() => {
        if (document.querySelector(".chart-status")) window.blinks++;
      }).observe(document.querySelector(".chart-body"), { childList: true, subtree: true })`);
      const parameters = chart.store.getRun(id)?.definition.parameters ?? {};
      logSearch(chart.store, { id, from: POINTS + 1, to: POINTS + 10, parameters });
      await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(POINTS + 10);
      const asked = chart.requests.slice(before).filter((each) => each.startsWith("/api/curves"));
      expect(asked.length).toBeGreaterThan(0);
      for (const each of asked) {
        const { searchParams } = new URL(each, "http://dashboard");
        expect(Number(searchParams.get("from") ?? 0)).toBeGreaterThanOrEqual(POINTS);
      }
      expect(await chart.page.evaluate("window.blinks")).toBe(0);
      expect(await chart.page.evaluate("window.layoutShifts")).toEqual([]);
    });

    it.each([
      ["of ticked runs", () => `/?runs=${chart.ids.slice(0, 2).join()}`, 2],
      ["of the first runs of the table", () => "/", 20],
    ])(
      "%s are asked for without waiting for what the runs are called",
      async (_, address, count) => {
        let letThrough = () => {};
        const curvesAreAsked = new Promise<void>((resolve) => {
          letThrough = resolve;
        });
        await chart.page.route("**/api/values?*", async (route) => {
          await curvesAreAsked;
          await route.continue();
        });
        const asked = chart.page.waitForRequest("**/api/curves?*");
        await chart.goto(address());
        const { searchParams } = new URL((await asked).url());
        expect(searchParams.get("runs")?.split(",")).toHaveLength(count);
        letThrough();
        await drawn(`val_accuracy over epoch of ${count} runs`);
        const curves = chart.requests.filter((each) => each.startsWith("/api/curves"));
        expect(curves).toHaveLength(1);
      },
    );

    it("are bands where the table is grouped", async () => {
      await chart.goto("/?group=optimizer&most=50");
      await drawn("val_accuracy over epoch of 3 groups of runs");
      const groups = chart.page.getByRole("list", { name: "Groups in the chart" });
      expect(await groups.locator("li").allTextContents()).toEqual([
        ...["optimizer=adam8 runs", "optimizer=sgd8 runs", "optimizer=rmsprop8 runs"],
      ]);
      const rows = await readCsv(await save("CSV"));
      expect(rows[0]).toMatchObject({ group: "optimizer=adam", epoch: "0.1", runs: "8" });
      expect(Number(rows[0]?.low)).toBeLessThan(Number(rows[0]?.["val_accuracy mean"]));
    });

    it("are saved as CSV with every digit that was logged", async () => {
      const [id = ""] = chart.ids;
      await chart.goto(`/?runs=${id}`);
      await drawn("val_accuracy over epoch of 1 run");
      const download = await save("CSV");
      expect(download.suggestedFilename()).toBe("search-curves-val_accuracy.csv");
      const values = (await readCsv(download)).map((row) => Number(row.val_accuracy));
      const logged = chart.store.curve(id, "val_accuracy").map(({ value }) => value);
      expect(values).toEqual(logged);
    });

    it("are saved as a picture with title and legend on the page's background", async () => {
      await chart.goto(`/?runs=${chart.ids[0]}`);
      await drawn("val_accuracy over epoch of 1 run");
      const download = await save("PNG");
      expect(download.suggestedFilename()).toBe("search-curves-val_accuracy.png");
      const png = PNG.sync.read(await bytesOf(download));
      const box = await plot().boundingBox();
      expect(png.width).toBe(2 * (Math.round(box?.width ?? 0) + 40));
      expect(png.height).toBeGreaterThan(2 * ((box?.height ?? 0) + 60));
      expect(pixel(png, 2, 2)).toBe("#fffefb");
      expect(hasInk(png, { top: 40, bottom: 76 })).toBe(true);
      expect(hasInk(png, { top: png.height - 80, bottom: png.height - 44 })).toBe(true);
    });
  });

  describe("parallel coordinates", () => {
    const axes = () => chart.page.locator(".parallel-name");
    const kept = () => chart.page.locator("output.chart-note");

    it("keep the runs that a brush drawn by the pointer encloses, and filter the table by it", async () => {
      await chart.goto("/?chart=parallel&axis=dropout&axis=val_accuracy");
      const track = chart.page.locator(".parallel-track").first();
      const box = await track.boundingBox();
      if (!box) throw new Error("expected an axis");
      const x = box.x + box.width / 2;
      await chart.page.mouse.move(x, box.y + box.height * 0.05);
      await chart.page.mouse.down();
      await chart.page.mouse.move(x, box.y + box.height * 0.3);
      await chart.page.mouse.move(x, box.y + box.height * 0.5);
      await chart.page.mouse.up();
      await expect
        .poll(() => query().get("brush"))
        .toMatch(/^{"dropout":{"low":0\.\d+,"high":0\.\d+}}$/);
      const brush = () => JSON.parse(query().get("brush") ?? "").dropout;
      const within = () =>
        chart.ids.filter((id) => {
          const value = Number(chart.store.getRun(id)?.definition.parameters.dropout);
          return value >= brush().low && value <= brush().high;
        }).length;
      await expect
        .poll(async () => (await kept().textContent()) === `${within()} of 24 runs kept`)
        .toBe(true);
      expect(within()).toBeGreaterThan(3);
      expect(within()).toBeLessThan(20);
      await chart.page.getByRole("button", { name: "Filter the table" }).click();
      await expect
        .poll(() => query().get("where"))
        .toBe(`dropout >= ${brush().low} and dropout <= ${brush().high}`);
      await expect.poll(() => kept().textContent()).toBe(`${within()} of ${within()} runs kept`);
    });

    it("are brushed by keyboard as well, categories one by one", async () => {
      await chart.goto("/?chart=parallel&axis=optimizer&axis=val_accuracy");
      const upper = chart.page.getByRole("slider", { name: "optimizer to" });
      await upper.focus();
      expect(await upper.getAttribute("aria-valuetext")).toBe("not limited");
      await chart.page.keyboard.press("ArrowDown");
      await expect.poll(() => kept().textContent()).toBe("16 of 24 runs kept");
      await expect
        .poll(() => query().get("brush"))
        .toBe('{"optimizer":{"names":["adam","rmsprop"]}}');
      await chart.page.keyboard.press("Delete");
      await expect.poll(() => query().has("brush")).toBe(false);
    });

    it("have axes that are moved, switched and taken away by keyboard", async () => {
      await chart.goto("/?chart=parallel&axis=dropout&axis=learning_rate&axis=val_accuracy");
      await axes().first().focus();
      await chart.page.keyboard.press("ArrowRight");
      await expect
        .poll(() => query().getAll("axis"))
        .toEqual([...["learning_rate", "dropout", "val_accuracy"]]);
      const log = chart.page.getByRole("button", { name: "Logarithmic axis of learning_rate" });
      expect(await log.getAttribute("aria-pressed")).toBe("true");
      await log.press("Enter");
      await expect.poll(() => query().getAll("scale")).toEqual(["linear:learning_rate"]);
      await chart.page.getByRole("button", { name: "Remove the axis of dropout" }).press("Enter");
      await expect.poll(() => query().getAll("axis")).toEqual(["learning_rate", "val_accuracy"]);
    });

    it("are saved with what the brushes keep alone", async () => {
      const brush = encodeURIComponent('{"optimizer":{"names":["sgd"]}}');
      await chart.goto(`/?chart=parallel&axis=optimizer&axis=val_accuracy&brush=${brush}`);
      await expect.poll(() => kept().textContent()).toBe("8 of 24 runs kept");
      const rows = await readCsv(await save("CSV"));
      expect(rows.map(({ optimizer }) => optimizer)).toEqual(new Array(8).fill("sgd"));
      const png = PNG.sync.read(await bytesOf(await save("PNG")));
      expect(pixel(png, 2, 2)).toBe("#fffefb");
      expect(hasInk(png, { top: 40, bottom: 76 })).toBe(true);
    });
  });

  it("scatter any two values, name the run under the pointer, and save them", async () => {
    await chart.goto("/?chart=scatter&px=optimizer&py=learning_rate");
    await drawn("learning_rate (log) against optimizer of 24 runs");
    expect(await pointAtSomething()).toMatch(
      /^trial \d+optimizer\w+learning_rate[\d.e-]+val_accuracy/,
    );
    await chart.page.getByLabel("Across").selectOption("dropout");
    await drawn("learning_rate (log) against dropout of 24 runs");
    await chart.page.getByLabel("log learning_rate").uncheck();
    await drawn("learning_rate against dropout of 24 runs");
    await expect.poll(() => query().getAll("scale")).toEqual(["linear:learning_rate"]);
    const rows = await readCsv(await save("CSV"));
    const logged = chart.ids.map((id) => chart.store.getRun(id)?.definition.parameters);
    expect(rows.map((row) => [Number(row.dropout), Number(row.learning_rate)])).toEqual(
      logged.map((parameters) => [parameters?.dropout, parameters?.learning_rate]),
    );
  });

  it("keep the zoom of a scatter plot in the address, until its axes become others", async () => {
    await chart.goto("/?chart=scatter&px=dropout&py=val_accuracy.best&pzoom=x:0.1..0.3");
    await drawn("val_accuracy.best against dropout of 24 runs");
    await chart.page.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(() => query().get("pzoom")).toMatch(/^x:0\.1\d+\.\.0\.2\d*,y:/);
    await chart.page.getByLabel("Across").selectOption("learning_rate");
    await expect.poll(() => query().has("pzoom")).toBe(false);
  });

  it("draw a surface between runs, and nothing where there are none", async () => {
    await chart.goto("/?chart=surface&px=learning_rate&py=dropout");
    await drawn("dropout against learning_rate (log) of 24 runs");
    const png = PNG.sync.read(await plot().screenshot());
    const colours = new Set<string>();
    for (let x = 0; x < png.width; x += 7) colours.add(pixel(png, x, Math.floor(png.height / 2)));
    expect(colours.size).toBeGreaterThan(20);
    expect(pixel(png, png.width - 20, 12)).toBe("#fffefb");
    await expect.poll(() => chart.page.getByText("blank where no runs are").isVisible()).toBe(true);
  });

  it("rank the parameters that a metric depends on", async () => {
    await chart.goto("/?chart=importance");
    await drawn("importance of 5 parameters for val_accuracy");
    const rows = await readCsv(await save("CSV"));
    expect(rows.map(({ parameter }) => parameter).sort()).toEqual([
      ...["batch_norm", "dropout", "learning_rate", "optimizer", "width"],
    ]);
    const sum = rows.reduce((total, row) => total + Number(row.importance), 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  it("tell the Pareto front from what other runs beat", async () => {
    await chart.goto("/?chart=pareto");
    await drawn("val_accuracy against duration (s) of 23 runs"); // the running one is lost: nobody knows its duration
    const rows = (await readCsv(await save("CSV"))).map((row) => ({
      accuracy: Number(row.val_accuracy),
      duration: Number(row["duration (s)"]),
      isFront: row.front === "yes",
    }));
    for (const each of rows) {
      const isBeaten = rows.some(
        ({ accuracy, duration }) =>
          accuracy >= each.accuracy &&
          duration <= each.duration &&
          (accuracy > each.accuracy || duration < each.duration),
      );
      expect(each.isFront).toBe(!isBeaten);
    }
    await chart.page.getByLabel("Goal across").selectOption("more is better");
    await expect.poll(() => query().get("goals")).toBe("maximize,");
  });

  it("show how the best result came about, over time and over runs", async () => {
    await chart.goto("/?chart=best");
    await drawn("val_accuracy against time since the first run began of 23 runs");
    await chart.page.getByRole("radio", { name: "runs" }).check();
    await drawn("val_accuracy against runs that have ended of 23 runs");
    const rows = await readCsv(await save("CSV"));
    const order = rows
      .map((row) => ({
        at: Number(row["runs that have ended"]),
        value: Number(row.val_accuracy),
        is: row["best so far"],
      }))
      .sort((a, b) => a.at - b.at);
    let best = 0;
    for (const { value, is } of order) {
      expect(is).toBe(value > best ? "yes" : "no");
      best = Math.max(best, value);
    }
  });

  it("read the parameters that a tooltip tells of when the pointer comes, and not before", async () => {
    const asked = () => chart.requests.filter((path) => path.startsWith("/api/values"));
    await chart.goto("/?chart=best");
    await drawn("val_accuracy against time since the first run began of 23 runs");
    expect(asked().join()).not.toContain("learning_rate");
    await pointAtSomething();
    await expect.poll(() => tooltip().textContent()).toMatch(/learning_rate[\d.e-]+/);
  });

  it("are chosen by arrow keys, one at a time, and can be hidden", async () => {
    await chart.goto("/");
    await chart.page.getByRole("tab", { name: "Curves" }).focus();
    await chart.page.keyboard.press("ArrowRight");
    await expect.poll(() => query().get("chart")).toBe("parallel");
    expect(await chart.page.locator(".chart-card").count()).toBe(1);
    await chart.page.keyboard.press("End");
    await expect.poll(() => query().get("chart")).toBe("best");
    await chart.page.getByRole("button", { name: "Hide" }).click();
    await expect.poll(() => query().get("chart")).toBe("none");
    expect(await chart.page.locator(".chart-card").count()).toBe(0);
  });

  it("say what is wrong with an axis that does not exist, and what to do where no run matches", async () => {
    await chart.goto("/?chart=scatter&px=learning_rat");
    const alert = chart.page.locator(".chart-status[role=alert]");
    await expect.poll(() => alert.textContent()).toContain("did you mean learning_rate?");
    expect(await alert.getByRole("button", { name: "Try again" }).isVisible()).toBe(true);
    await chart.goto("/?chart=scatter&where=dropout+%3E+9");
    const status = chart.page.locator(".chart-status");
    await expect
      .poll(() => status.textContent())
      .toBe("No run matchesChange the filter of the table.");
    expect(chart.problems.splice(0).every((each) => each.includes("400"))).toBe(true); // the browser's own report
  });

  it.each(["light", "dark"] as const)(
    "break no rule of accessibility in the %s scheme",
    async (colorScheme) => {
      await chart.page.emulateMedia({ colorScheme });
      for (const panel of PANELS) {
        await chart.goto(`/?chart=${panel}`);
        await chart.page.locator(".chart-card canvas[role=img]").first().waitFor();
        await chart.page.locator(".chart-status").waitFor({ state: "detached" });
        await chart.page
          .getByRole("button", { name: /^Table/ })
          .first()
          .click();
        expect(await findViolations(chart.page), panel).toEqual([]);
      }
    },
  );

  it("fit a screen of 360 pixels", async () => {
    await chart.page.setViewportSize({ width: 360, height: 740 });
    for (const panel of PANELS) {
      await chart.goto(`/?sweep=${SEARCH_SWEEP}&chart=${panel}`);
      await chart.page.locator(".chart-status").waitFor({ state: "detached" });
      const width = await chart.page.evaluate("document.documentElement.scrollWidth");
      expect(width, panel).toBeLessThanOrEqual(360);
    }
  });
});

function pixel({ data, width }: PNG, x: number, y: number): string {
  const at = 4 * (y * width + x);
  return `#${data.subarray(at, at + 3).toString("hex")}`;
}

/** Is anything written between these rows? */
function hasInk(png: PNG, { top, bottom }: { top: number; bottom: number }): boolean {
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < png.width; x++) if (pixel(png, x, y) !== pixel(png, 2, 2)) return true;
  }
  return false;
}
