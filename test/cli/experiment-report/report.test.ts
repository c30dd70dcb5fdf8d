/** `sweep report` on a real sweep of small data, as the compiled program writes it. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../dashboard/chromium.js";
import { axeViolations, sidewaysOverflow } from "../../dashboard/in-chromium.js";
import { csv, TEST_HEADER, TRAIN_HEADER } from "../../trainers/digits/data/support.js";
import { realDigits } from "../../trainers/digits/support.js";

const MAIN = resolve(import.meta.dirname, "../../../dist/cli/main.js");
const ROWS = 400;
const EVIL = `Is it <script>document.title = "evil"</script> & 'so'?`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-report-"));
  writeData();
  write(
    "digits.yaml",
    `description: ${JSON.stringify(EVIL)}
method: grid
metric: {name: val_accuracy, goal: maximize}
model: {layers: [{conv: {filters: 4, kernel: 5, strides: 3}}, flatten]}
parameters:
  epochs: 3
  learning_rate: {values: [0.01, 0.000001]}
data: {path: data, validation: 0.25}
`,
  );
  write(
    "script.yaml",
    `command: [node, train.mjs, "\${args}"]
metric: {name: loss, goal: minimize}
parameters:
  rate: {values: [1, 2]}
`,
  );
  write(
    "train.mjs",
    `import { appendFileSync } from "node:fs";
for (const step of [1, 2, 3])
  appendFileSync(process.env.SWEEP_EVENTS, JSON.stringify({ type: "metrics", step, values: { loss: 1 / step } }) + "\\n");
`,
  );
  sweep("run", "digits.yaml");
  sweep("run", "script.yaml");
  sweep("promote", "--best", "digits");
  sweep("submit", "champion");
  sweep("submissions", "--score", "0.8125");
  sweep("run", "script.yaml", "--set", "name=alone", "--set", "parameters.rate.values=[3]");
  sweep("report", "digits");
  sweep("report", "script");
  sweep("report", "alone");
}, 180_000); // eight programs, two of which train: half a minute on an idle machine of two cores
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** The first real digits, as Kaggle's files have them. */
function writeData(): void {
  const { images, labels } = realDigits(ROWS);
  const pixels = (row: number) => Array.from(images.subarray(784 * row, 784 * (row + 1)));
  const rows = Array.from({ length: ROWS }, (_, row) => [labels[row] ?? 0, ...pixels(row)]);
  mkdirSync(join(folder, "data"));
  write("data/train.csv", csv([TRAIN_HEADER, ...rows]));
  write("data/test.csv", csv([TEST_HEADER, pixels(0), pixels(1)]));
  write("data/sample_submission.csv", "ImageId,Label\n1,0\n2,0\n");
}

function sweep(...args: string[]): string {
  return execFileSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function report(name: string): string {
  return readFileSync(join(folder, `${name}-report.html`), "utf8");
}

/** Its part between this heading and the next. */
function sectionOf(page: string, id: string): string {
  return new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? "";
}

describe("the report of a digits experiment", () => {
  it("is one small file without scripts and addresses", () => {
    const page = report("digits");
    expect(page.length).toBeLessThan(400_000);
    expect(page).not.toMatch(
      /<script|https?:|url\((?!#)|src="(?!data:)|<link(?! rel="icon" href="data:,")/,
    );
  });

  it("has what was tried, as text and never as HTML", () => {
    const page = report("digits");
    expect(page).toContain(
      "Is it &lt;script&gt;document.title = &quot;evil&quot;&lt;/script&gt; &amp; &#39;so&#39;?",
    );
    expect(sectionOf(page, "question")).toContain("<dd>val_accuracy, the higher the better</dd>");
    expect(sectionOf(page, "question")).toContain("learning_rate: {values: [0.01, 0.000001]}");
  });

  it("has the data: split, balance and a few digits of each class", () => {
    const data = sectionOf(report("digits"), "data");
    expect(data).toContain("300 to train on, 100 for validation");
    expect(data.match(/<th scope="row">\d<\/th>/g)).toHaveLength(10);
    expect(data.match(/<img class="digit" src="data:image\/png;base64,/g)?.length).toBe(80);
  });

  it("has the runs, the best first, and what each value of a parameter has reached", () => {
    const page = report("digits");
    const runs = JSON.parse(sweep("best", "digits", "--json")).ranking as { run: { id: string } }[];
    const listed = [...sectionOf(page, "runs").matchAll(/<td class="text">([0-9a-f]{12})/g)];
    expect(listed.map(([, id]) => id)).toEqual(runs.map(({ run }) => run.id));
    expect(sectionOf(page, "runs")).toContain(`${runs[0]?.run.id} (champion)`);
    expect(sectionOf(page, "effects")).toMatch(
      /learning_rate<\/td><td class="text">0\.01<[\s\S]*0\.000001</,
    );
  });

  it("has a line for each run in each chart", () => {
    const charts = sectionOf(report("digits"), "curves").split("<figure").slice(1);
    expect(charts).toHaveLength(4);
    for (const chart of charts)
      expect(chart.match(/<path class="line line-\d" d="M[\d.]+ [\d.]+L/g)).toHaveLength(2);
  });

  it("has the verdict that sweep best has", () => {
    const { verdict } = JSON.parse(sweep("best", "digits", "--json"));
    const text = sectionOf(report("digits"), "verdict")
      .replace(/<\/?code>/g, "`")
      .replaceAll("&lt;", "<")
      .replaceAll("&#39;", "'");
    for (const sentence of verdict.sentences) expect(text).toContain(sentence);
    expect(verdict.sentences.length).toBeGreaterThan(0);
  });

  it("has all validation rows in the confusion matrix, and the most confident mistakes as pictures", () => {
    const mistakes = sectionOf(report("digits"), "mistakes");
    const counts = [...mistakes.matchAll(/<td (?:class="right"|style="[^"]*")>(\d+|·)<\/td>/g)];
    expect(counts).toHaveLength(100);
    expect(counts.reduce((sum, [, count]) => sum + (Number(count) || 0), 0)).toBe(100);
    const sure = [...mistakes.matchAll(/class="sure">([\d.]+) %/g)].map(([, percent]) =>
      Number(percent),
    );
    expect(sure.length).toBeGreaterThan(0);
    expect(sure).toEqual([...sure].sort((a, b) => b - a));
  });

  it("has the submissions with expected and leaderboard score, and commands that reproduce it", () => {
    const page = report("digits");
    expect(sectionOf(page, "champion")).toMatch(
      /on 100 validation rows\)<\/td>\s*<td class="number">81\.25 %/,
    );
    const reproduce = sectionOf(page, "reproduce");
    expect(reproduce).toContain("sweep run digits.yaml</code>");
    expect(reproduce).toContain("--set parameters.learning_rate=0.01");
    expect(reproduce).toContain("@tensorflow/tfjs-core ");
  });
});

describe("the report of a command's experiment", () => {
  it("says what there is, and why the rest is not", () => {
    const page = report("script");
    expect(sectionOf(page, "data")).toContain("trained by a command, which alone knows its data");
    expect(sectionOf(page, "mistakes")).toContain("No finished run kept its answers");
    expect(sectionOf(page, "curves").match(/<figure/g)).toHaveLength(1);
    expect(sectionOf(page, "effects")).toContain("rate");
    expect(sectionOf(page, "champion")).toContain("The champion is no run of script");
  });
});

describe("the report of a single run", () => {
  it("says that there is nothing to compare it with", () => {
    const page = report("alone");
    expect(sectionOf(page, "effects")).toContain(
      "There is one run only, with nothing to differ from.",
    );
    expect(sectionOf(page, "summary")).toContain("Best of 1 finished run: ");
  });
});

describe("sweep report", () => {
  it("replaces a file only with --force, and writes to stdout as -o -", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [MAIN, "report", "script", ...args], {
        cwd: folder,
        encoding: "utf8",
      });
    const refused = run();
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain(
      "script-report.html: there is such a file already; --force replaces it",
    );
    expect(run("--force").stdout).toMatch(/^script-report\.html \(\d/);
    expect(run("-o", "-").stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(existsSync(join(folder, "-"))).toBe(false);
    expect(run("-o", "-").stderr).toContain("reading answers and curves");
  });
});

const executablePath = findChromium();

describe.skipIf(executablePath === null)("a report in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  });
  afterAll(() => browser.close());

  const cases = ["digits", "script"].flatMap((name) =>
    [360, 1280].flatMap((width) =>
      (["light", "dark"] as const).map((scheme) => [name, width, scheme] as const),
    ),
  );

  it.each(cases)(
    "%s at %d px, %s: no error, no request, nothing that axe objects to",
    async (name, width, scheme) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => problems.push(message.text()));
      const url = pathToFileURL(join(folder, `${name}-report.html`)).href;
      page.on("request", (request) => {
        if (request.url() !== url && !request.url().startsWith("data:"))
          problems.push(request.url());
      });
      await page.goto(url);
      expect(await page.title()).toBe(`${name} · sweep report`);
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(problems).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
  );

  it("on paper is light also where the screen is dark, as wide as the page, with the YAML open", async () => {
    const page = await browser.newPage({
      viewport: { width: 700, height: 900 },
      colorScheme: "dark",
    });
    await page.goto(pathToFileURL(join(folder, "digits-report.html")).href);
    await page.emulateMedia({ media: "print" });
    expect(await sidewaysOverflow(page)).toBe(0);
    const ink = "getComputedStyle(document.body).color";
    expect(await page.evaluate(ink)).toBe("rgb(29, 33, 39)");
    expect(await page.locator("details pre").isVisible()).toBe(true);
    await page.close();
  });
});
