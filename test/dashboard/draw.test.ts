import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { promoteRun } from "../../src/selection/promotion.js";
import { createWorkspace } from "../selection/workspace.js";
import { type Running, serveChampion } from "../serving/running.js";
import { addRunWith, trainedModel } from "../serving/trained.js";
import { findChromium } from "./chromium.js";
import { drawDigit } from "./digit-strokes.js";
import { axeViolations, sidewaysOverflow } from "./in-chromium.js";

const ROOT = resolve(import.meta.dirname, "../..");
const RUN = "8c1dfe02ab34";
const executablePath = findChromium();

describe.skipIf(executablePath === null)("the drawing page in Chromium", () => {
  let folder: string;
  let modelDir: string;
  let browser: Browser;
  let server: Running;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sweep-draw-"));
    const folders = ["dashboard", "draw"].map((name) => join(folder, name));
    execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), ...folders]);
    modelDir = await trainedModel();
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
    rmSync(modelDir, { recursive: true });
  });
  beforeEach(async () => {
    const workspace = createWorkspace();
    addRunWith(modelDir, workspace, [RUN]);
    const run = workspace.store.getRun(RUN);
    if (run) promoteRun(workspace.store, { run, reason: "test", now: 1 });
    server = await serveChampion(workspace.store, workspace.runsDir, join(folder, "draw"));
    page = await open(1280, "light");
  });
  afterEach(async () => {
    await page.close();
    await server.close();
    expect([...problems, ...server.problems]).toEqual([]);
  });

  async function open(width: number, colorScheme: "light" | "dark"): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    problems = [];
    opened.on("pageerror", (error) => problems.push(String(error)));
    opened.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await opened.goto(server.url);
    await opened.locator("main[aria-busy=false]").waitFor();
    return opened;
  }

  const paper = () => page.getByRole("application", { name: "Drawing area" });
  const status = () => page.getByRole("status").textContent();

  it("recognises digits that are drawn, and moves the bars", async () => {
    let right = 0;
    for (let digit = 0; digit < 10; digit++) {
      await drawDigit(page, paper(), digit);
      await expect.poll(status).toMatch(/^\d, \d+\.\d %$/);
      if ((await status())?.startsWith(`${digit},`)) right++;
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(status).toBe("Nothing recognised yet");
    }
    expect(right).toBeGreaterThanOrEqual(8); // of a network that has seen a twentieth of the data three times
  });

  it("is drawn on by keyboard, and undone", async () => {
    await paper().focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < 16; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect.poll(status).toMatch(/^1, /);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(status).toBe("Nothing recognised yet");
  });

  it("recognises a picture in black on white as the same that is drawn", async () => {
    const png = new PNG({ width: 200, height: 200 });
    png.data.fill(255);
    for (let y = 30; y < 170; y++)
      for (let x = 92; x < 108; x++) png.data.fill(0, 4 * (y * 200 + x), 4 * (y * 200 + x) + 3);
    const buffer = PNG.sync.write(png);
    await page
      .getByLabel("Open a picture")
      .setInputFiles({ name: "one.png", mimeType: "image/png", buffer });
    await expect.poll(status).toMatch(/^1, /);
    const wrong = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };
    await page.getByLabel("Open a picture").setInputFiles(wrong);
    await expect.poll(status).toBe("notes.txt: expected a picture that this browser can read");
  });

  it.each([
    [360, "light"],
    [360, "dark"],
    [1280, "light"],
    [3840, "dark"],
  ] as const)("at %d px, %s, fits and has nothing that axe objects to", async (width, scheme) => {
    await page.close();
    page = await open(width, scheme);
    await drawDigit(page, paper(), 7);
    await expect.poll(status).toMatch(/^\d, /);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });
});
