import { once } from "node:events";
import { rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import express from "express";
import { type Browser, chromium, type Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from "vitest";
import type { PredictReply } from "../../src/api/predict.js";
import { promoteRun } from "../../src/selection/promotion.js";
import { buildAssets, type Exporting, RUN, workspaceWith } from "../cli/bundle/exported.js";
import { serveChampion } from "../serving/running.js";
import { trainedModel } from "../serving/trained.js";
import { findChromium } from "./chromium.js";
import { drawDigit } from "./digit-strokes.js";
import { axeViolations, sidewaysOverflow } from "./in-chromium.js";

const executablePath = findChromium();

describe.skipIf(executablePath === null)("an exported bundle in Chromium", () => {
  let assets: string;
  let modelDir: string;
  let browser: Browser;
  let exporting: Exporting;
  let problems: string[];
  let requests: string[];

  beforeAll(async () => {
    assets = buildAssets();
    modelDir = await trainedModel();
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(assets, { recursive: true });
    rmSync(modelDir, { recursive: true });
  });
  beforeEach(async () => {
    problems = [];
    requests = [];
    exporting = workspaceWith(modelDir, assets);
    await exporting.exportBundle();
  });
  afterEach(() => expect(problems).toEqual([]));

  interface Opening {
    width?: number;
    colorScheme?: "light" | "dark";
    /** Run in the page before its own scripts. */
    first?: string;
  }

  async function open(
    url: string,
    { width = 1280, colorScheme, first }: Opening = {},
  ): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width, height: 800 },
      ...(colorScheme && { colorScheme }),
    });
    onTestFinished(() => page.close());
    if (first) await page.addInitScript(first);
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    await page.locator("main[aria-busy=false]").waitFor();
    return page;
  }

  const fileUrl = () => pathToFileURL(`${exporting.site}/index.html`).href;

  /** The folder below a path of a plain static server. */
  async function hosted(): Promise<string> {
    const server = express()
      .use("/some/where", express.static(exporting.site))
      .listen(0, "127.0.0.1");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`;
  }

  const paper = (page: Page) => page.getByRole("application", { name: "Drawing area" });
  const status = (page: Page) => page.getByRole("status").textContent();

  /** The picture that the page shows as what the model sees. */
  const seen = (page: Page) =>
    page.evaluate<number[]>(`{
      const { data } = document.querySelector(".seen canvas").getContext("2d").getImageData(0, 0, 28, 28);
      Array.from({ length: 784 }, (_, i) => data[4 * i]);
    }`);

  /** `sweep serve` of the same run. @returns its probabilities for a picture. */
  async function startServing(): Promise<(pixels: number[]) => Promise<number[]>> {
    const { store, runsDir } = exporting;
    const run = store.getRun(RUN);
    if (run) promoteRun(store, { run, reason: "test", now: 1 });
    const server = await serveChampion(store, runsDir);
    onTestFinished(() => server.close());
    return async (pixels) => {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ pixels });
      const response = await fetch(`${server.url}/predict`, { method: "POST", headers, body });
      return ((await response.json()) as PredictReply).predictions[0]?.probabilities ?? [];
    };
  }

  const percents = (probabilities: number[]) =>
    probabilities.map((probability) => `${(100 * probability).toFixed(1)} %`);

  /** Draws a digit and holds all that the page says of it against `sweep serve`. */
  async function expectServedAnswers(page: Page, runtime: string): Promise<void> {
    const serve = await startServing();
    await drawDigit(page, paper(page), 3);
    await expect.poll(() => status(page)).toMatch(/^\d, /);
    const shownAndServed = async () => {
      const pixels = await seen(page);
      const shown = await page.locator(".answers .percent").allTextContents();
      return { shown: shown.join(), served: percents(await serve(pixels)).join() };
    };
    await expect // the last stroke's picture and its answer are shown one after the other
      .poll(async () => {
        const { shown, served } = await shownAndServed();
        return shown === served ? "the same" : `${shown} instead of ${served}`;
      })
      .toBe("the same");
    const pixels = await seen(page);
    expect(pixels.some((level) => level > 200)).toBe(true);
    const expected = await serve(pixels);
    const exact = await page.evaluate<number[]>(
      `sweepEngine.open(sweepModel).then((network) => Array.from(network.predict(Uint8Array.from(${JSON.stringify(pixels)}))))`,
    );
    expect(exact).toHaveLength(10);
    exact.forEach((probability, label) => {
      expect(probability).toBeCloseTo(expected[label] ?? Number.NaN, 3);
    });
    expect(await page.getByText("in this browser, by").textContent()).toContain(runtime);
  }

  it("opened from a disk answers as sweep serve, and asks for nothing but its own files", async () => {
    const page = await open(fileUrl());
    await expectServedAnswers(page, "WebAssembly");
    const names = requests.map((url) => url.replace(pathToFileURL(exporting.site).href, ""));
    expect(names.sort()).toEqual([
      "/engine.js",
      "/favicon.svg",
      "/index.html",
      "/model.js",
      "/page.css",
      "/page.js",
    ]);
  });

  it("below a path of a static host answers as sweep serve", async () => {
    const url = await hosted();
    await expectServedAnswers(await open(url), "WebAssembly");
    expect(requests.filter((each) => !each.startsWith(url))).toEqual([]);
  });

  it("without WebAssembly is computed by JavaScript, with the same answers", async () => {
    const page = await open(fileUrl(), {
      first: "WebAssembly.compile = () => Promise.reject(new Error('switched off'))",
    });
    await expectServedAnswers(page, "JavaScript");
  });

  it("recognises digits as they are drawn", async () => {
    const page = await open(fileUrl());
    let right = 0;
    for (let digit = 0; digit < 10; digit++) {
      await drawDigit(page, paper(page), digit);
      await expect.poll(() => status(page)).toMatch(/^\d, \d+\.\d %$/);
      if ((await status(page))?.startsWith(`${digit},`)) right++;
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => status(page)).toBe("Nothing recognised yet");
    }
    expect(right).toBeGreaterThanOrEqual(8); // of a network that has seen a twentieth of the data three times
  });

  it.each([
    [360, "light"],
    [360, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)(
    "at %d px, %s, fits and has nothing that axe objects to",
    async (width, colorScheme) => {
      const page = await open(await hosted(), { width, colorScheme }); // axe may read no styles of file:
      await drawDigit(page, paper(page), 7);
      await expect.poll(() => status(page)).toMatch(/^\d, /);
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
    },
  );
});
