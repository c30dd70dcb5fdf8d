/** `cross_validation` from the file to the answers, with real processes of the compiled program. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RecordedConfig, recordedConfig } from "../../../src/protocol/config.js";
import { parsePredictions } from "../../../src/protocol/predictions.js";
import { testCsv, trainCsv, write } from "../../trainers/digits/data/support.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const ROWS = 50;
const DIGITS = `
cross_validation: 3
parameters: {epochs: 1, batch_size: 32, batch_norm: {values: [false, true]}}
`;
const SCRIPT = `
import { appendFileSync, readFileSync } from "node:fs";
const { SWEEP_CONFIG, SWEEP_EVENTS, SWEEP_FOLD, SWEEP_FOLDS } = process.env;
const { fold } = JSON.parse(readFileSync(SWEEP_CONFIG, "utf8"));
const values = { told: fold.index * 100 + fold.count, loss: Number(SWEEP_FOLD) * 100 + Number(SWEEP_FOLDS) };
appendFileSync(SWEEP_EVENTS, JSON.stringify({ type: "metrics", step: 0, values }) + "\\n");
`;
const COMMAND = `
command: [node, train.mjs, "\${envvar:SWEEP_FOLD}"]
metric: {name: loss, goal: minimize}
cross_validation: 2
`;

let folder: string;

function sweep(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

function configs(runsDir: string): RecordedConfig[] {
  return readdirSync(join(folder, runsDir))
    .map((id) => join(folder, runsDir, id, "config.json"))
    .filter((file) => existsSync(file))
    .map((file) => recordedConfig.parse(JSON.parse(readFileSync(file, "utf8"))))
    .sort((a, b) => a.record.index - b.record.index);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sweep-folds-"));
  await write(join(folder, "data/digit-recognizer/train.csv"), trainCsv(ROWS));
  await write(join(folder, "data/digit-recognizer/test.csv"), testCsv(3));
  writeFileSync(join(folder, "cv.yaml"), DIGITS);
  writeFileSync(join(folder, "script.yaml"), COMMAND);
  writeFileSync(join(folder, "train.mjs"), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a cross-validated experiment", () => {
  let dry: string;
  beforeAll(() => {
    dry = sweep("run", "cv.yaml", "--dry-run");
    sweep("run", "cv.yaml");
  });

  it("says beforehand that each configuration is trained once a fold", () => {
    expect(dry).toContain("cv: 6 runs by grid, 3 folds of each configuration, judged by");
    expect(dry).toMatch(/batch_norm=true fold=3\/3 +new/);
  });

  it("has every configuration on one fold before the next, all with the same seed", () => {
    const all = configs("runs");
    expect(all.map(({ name }) => name)).toEqual(
      [1, 2, 3].flatMap((fold) => [false, true].map((norm) => `batch_norm=${norm} fold=${fold}/3`)),
    );
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(1);
    expect(all.map(({ fold }) => fold?.index)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("answers every row once for each configuration", () => {
    for (const norm of [false, true]) {
      const own = configs("runs").filter(({ parameters }) => parameters.batch_norm === norm);
      const rows = own.flatMap(({ run_id }) => {
        const file = join(folder, "runs", run_id, "artifacts/predictions.csv");
        return [...parsePredictions(readFileSync(file, "utf8")).rows];
      });
      expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, row) => row));
    }
  });

  it("compares configurations over all rows, and calls no fold's run the best", () => {
    const best = JSON.parse(sweep("best", "cv", "--json"));
    expect(best.sets.map(({ runs }: { runs: string[] }) => runs.length)).toEqual([3, 3]);
    expect(best.verdict).toMatchObject({ rows: ROWS, leftOutFolds: [], withoutPredictions: 0 });
    expect(best.verdict.contestants).toHaveLength(2);
    expect(sweep("best", "cv")).toMatch(/batch_norm=true +3 of 3 folds/);
    const refused = spawnSync(process.execPath, [MAIN, "promote", "--best", "cv"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("its runs are folds of a cross-validation");
    const [first] = configs("runs");
    expect(sweep("promote", first?.run_id ?? "")).toContain("champion: none →");
  });

  it("has for each run a command that trains that fold alone once more", () => {
    const one = configs("runs").find(({ record }) => record.run.name.endsWith("true fold=2/3"));
    const told = JSON.parse(sweep("show", one?.run_id ?? "", "--json"));
    const [, , ...words] = told.reproduce[0].split(" ");
    sweep(...words);
    const again = JSON.parse(sweep("best", `cv-${one?.run_id}`, "--json")).ranking;
    expect(again).toHaveLength(1);
    expect(again[0].run.key).toBe(told.run.key);
  });

  it("has a report that shows the mistakes on all rows, each by the network that did not learn from it", () => {
    sweep("report", "cv");
    const page = readFileSync(join(folder, "cv-report.html"), "utf8");
    expect(page).toContain("Mistakes of the best configuration");
    expect(page).toMatch(
      new RegExp(
        `\\d+ of ${ROWS} validation rows answered wrongly, each by the one of its 3 networks`,
      ),
    );
    const counts = [...page.matchAll(/<td (?:class="right"|style="[^"]*")>(\d+|·)<\/td>/g)];
    expect(counts.reduce((sum, [, count]) => sum + (Number(count) || 0), 0)).toBe(ROWS);
  });

  it("has an ensemble in which the networks of all folds answer together, judged over all rows", () => {
    expect(JSON.parse(sweep("ensemble", "cv", "--json")).run.state).toBe("finished");
    const told = sweep("ensemble", "cv");
    expect(told).toContain(`on ${ROWS} validation rows`);
    expect(sweep("promote", told.match(/^ensemble +(\w{12})/m)?.[1] ?? "")).toContain("→");
  });

  it("keeps its runs when it is run again, and trains what further folds ask for", () => {
    expect(sweep("run", "cv.yaml")).toContain("6 finished (6 of them cached)");
    expect(sweep("run", "cv.yaml", "--dry-run", "--set", "cross_validation=2")).toContain("4 new");
  });

  it("shows its folds, which a rebuilt database has, too", () => {
    const second = () => sweep("ls", "cv", "--where", "fold = 2").match(/fold=\d/g);
    expect(second()).toEqual(["fold=2", "fold=2"]);
    for (const file of ["sweep.db", "sweep.db-wal", "sweep.db-shm"])
      rmSync(join(folder, "runs", file), { force: true });
    sweep("reindex");
    expect(second()).toEqual(["fold=2", "fold=2"]);
    const first = configs("runs").find(({ fold }) => fold?.index === 0);
    expect(sweep("show", first?.run_id ?? "")).toMatch(/fold +1 of 3/);
  });
});

it("a command is told its fold in config.json, its environment and its arguments", () => {
  sweep("--runs-dir", "others", "run", "script.yaml");
  const told = JSON.parse(sweep("--runs-dir", "others", "best", "script", "--json"));
  expect(told.ranking.map(({ value }: { value: number }) => value)).toEqual([2, 102]);
  expect(configs("others").map(({ fold }) => fold)).toEqual([
    { index: 0, count: 2 },
    { index: 1, count: 2 },
  ]);
});
