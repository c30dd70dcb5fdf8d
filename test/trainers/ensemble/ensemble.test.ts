import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { PredictReply } from "../../../src/api/predict.js";
import type { RunRecord } from "../../../src/core/records.js";
import { parsePredictions, predictedClasses } from "../../../src/protocol/predictions.js";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { serveChampion } from "../../serving/running.js";
import { ownAnswers } from "../../serving/trained.js";
import { createProject, type Project, THREE_RUNS } from "./project.js";

const FINISH = fileURLToPath(new URL("../../fixtures/trainers/finish.mjs", import.meta.url));

const ENSEMBLES =
  "parameters:\n  select: {values: [all, {type: greedy, rounds: 5}]}\n  tta: {values: [false, true]}\n";

let project: Project;
let members: RunRecord[];
let ensembles: RunRecord[];

beforeAll(async () => {
  project = createProject();
  const { write, sweep } = project;
  write("nets.yaml", THREE_RUNS);
  await sweep("run", "nets.yaml", "-j", "2");
  members = await listed("nets");
  write("mix.yaml", `trainer: ensemble\ndata:\n  candidates: [${ids(members)}]\n${ENSEMBLES}`);
  await sweep("run", "mix.yaml", "-j", "2");
  ensembles = await listed("mix");
});
afterAll(() => rmSync(project.dir, { recursive: true }));

describe("an ensemble", () => {
  it("is a finished run for each way to choose its members, with its members' weights", () => {
    expect(ensembles.map(({ state, name }) => [state, name]).toSorted()).toEqual([
      ["finished", "select=all tta=false"],
      ["finished", "select=all tta=true"],
      ["finished", "select=greedy{rounds:5} tta=false"],
      ["finished", "select=greedy{rounds:5} tta=true"],
    ]);
    for (const { summary } of ensembles) {
      const weights = (summary.members as { weight: number }[]).map(({ weight }) => weight);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      expect(summary).toMatchObject({
        candidates: 3,
        onnx_check: expect.stringMatching(/^run by/),
      });
    }
  });

  it("over several views is compared with each member by the rows that only one of them answers right", () => {
    for (const name of ["select=all tta=true", "select=greedy{rounds:5} tta=true"]) {
      const run = ensemble(name);
      const { labels, rows, ...answers } = answersOf(run);
      const right = predictedClasses(answers).filter((answer, i) => answer === labels[i]).length;
      const parts = run.summary.members as {
        tta_accuracy: number;
        tta_only: { ensemble: number; member: number };
      }[];
      for (const { tta_accuracy, tta_only } of parts) {
        expect(right - tta_only.ensemble + tta_only.member).toBe(
          Math.round(tta_accuracy * rows.length),
        );
        expect(tta_only.ensemble).toBeLessThanOrEqual(right);
      }
      expect(parts.some(({ tta_only }) => tta_only.ensemble + tta_only.member > 0)).toBe(true);
    }
  });

  it("of all candidates answers the validation rows by their mean", () => {
    const { rows, probabilities } = answersOf(ensemble("select=all tta=false"));
    const own = members.map(answersOf);
    own.forEach((each) => {
      expect(each.rows).toEqual(rows);
    });
    probabilities.forEach((probability, i) => {
      const mean = own.reduce((sum, each) => sum + (each.probabilities[i] ?? 0) / own.length, 0);
      expect(probability).toBeCloseTo(mean, 5);
    });
  });

  it("that is chosen greedily keeps answers by weights that the row in question did not choose", async () => {
    const run = ensemble("select=greedy{rounds:5} tta=false");
    const { summary } = run;
    const parts = summary.members as { runs: string[]; weight: number }[];
    const { labels, probabilities } = answersOf(run);
    const weightOf = (id: string) => parts.find(({ runs }) => runs.includes(id))?.weight ?? 0;
    const fitted = Float32Array.from(probabilities, (_, i) =>
      members.reduce(
        (sum, each) => sum + weightOf(each.id) * (answersOf(each).probabilities[i] ?? 0),
        0,
      ),
    );
    const accuracy = (answers: Float32Array) =>
      predictedClasses({ probabilities: answers, classes: 10 }).filter(
        (each, i) => each === labels[i],
      ).length / labels.length;
    expect(accuracy(fitted)).toBeCloseTo(Number(summary.fitted_accuracy), 3);
    expect(probabilities).not.toEqual(fitted);
  });

  it("is promoted, submitted and served as any run, with the same answers everywhere", async () => {
    const run = ensemble("select=all tta=true");
    const { sweep, runsDir, testImages } = project;
    expect(await sweep("promote", run.id)).toContain(`champion: none → ${run.id}`);
    const { record } = JSON.parse(await sweep("submit", "champion", "--json"));
    expect(record.expected.accuracy).toBe(lastAccuracy(run));
    const submitted = readFileSync(record.path, "utf8").trim().split("\n").slice(1);

    const folder = join(runPaths(runsDir, run.id).artifacts, "model");
    const own = await ownAnswers(folder, testImages);
    const classes = predictedClasses({ probabilities: own, classes: 10 });
    expect(submitted).toEqual(Array.from(classes, (label, i) => `${i + 1},${label}`));

    const served = await serve();
    served.forEach((probability, i) => {
      expect(probability).toBeCloseTo(own[i] ?? Number.NaN, 5);
    });
    expect(served).toHaveLength(own.length);
  });

  it("is trained once: the same experiment again has it already", async () => {
    expect(await project.sweep("run", "mix.yaml", "--plain")).toContain(
      "4 finished (4 of them cached)",
    );
  });

  it("is another one where a member's answers were changed", async () => {
    const [first] = members;
    const file = join(runPaths(project.runsDir, first?.id ?? "").artifacts, "predictions.csv");
    const before = readFileSync(file);
    appendFileSync(file, "\n");
    onTestFinished(() => writeFileSync(file, before));
    const preview = await project.sweep("run", "mix.yaml", "--dry-run", "--json");
    expect(JSON.parse(preview).counts).toEqual({ cached: 0, unfinished: 0, new: 4 });
  });
});

describe("candidates that cannot be used", () => {
  const ensembleOf = async (candidates: string, parameters = "") => {
    project.write(
      "bad.yaml",
      `trainer: ensemble\ndata:\n  candidates: [${candidates}]\n${parameters}`,
    );
    return project.sweep("run", "bad.yaml", "--plain").then(
      () => "",
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
    );
  };

  it("are fewer than two", async () => {
    expect(await ensembleOf("")).toContain(
      "data.candidates: expected the ids of at least two finished runs, got none",
    );
    const [{ id } = { id: "" }] = members;
    expect(await ensembleOf(`${id}, ${id}`)).toContain(`at least two finished runs, got ${id}`);
  });

  it("are runs that nobody knows, and ensembles", async () => {
    const [{ id } = { id: "" }] = members;
    expect(await ensembleOf(`${id}, 0123456789ab`)).toContain(
      "run 0123456789ab cannot be part of an ensemble: expected the whole id of a run that was begun",
    );
    const [other] = ensembles;
    expect(await ensembleOf(`${id}, ${other?.id}`)).toContain(
      `run ${other?.id} cannot be part of an ensemble: expected a run of the trainer \`digits\`, got one of \`ensemble\``,
    );
  });

  it("answered other validation rows", async () => {
    project.write(
      "other.yaml",
      `${THREE_RUNS}name: other\n`.replace("0.3", "0.25").replace("3\n", "1\n"),
    );
    await project.sweep("run", "other.yaml");
    const [run] = await listed("other");
    const [first] = members;
    expect(await ensembleOf(`${first?.id}, ${run?.id}`)).toContain(
      `run ${run?.id} cannot be part of an ensemble: expected the validation rows of run ${first?.id} (180 of 600 rows of ${project.dir}/data/digit-recognizer/train.csv, a fraction of 0.3 by split_seed 1), got 150 of 600 rows`,
    );
  });

  it("were trained by a command", async () => {
    const command = `command: [${process.execPath}, ${FINISH}]\nmetric: {name: loss, goal: minimize}\n`;
    project.write("command.yaml", command);
    await project.sweep("run", "command.yaml");
    const [run] = await listed("command");
    expect(await ensembleOf(`${ids(members)}, ${run?.id}`)).toContain(
      `run ${run?.id} cannot be part of an ensemble: expected a run of the trainer \`digits\`, got one of a command, whose model sweep cannot read`,
    );
  });

  it("are fewer than the best that are asked for", async () => {
    const given = "parameters:\n  select: {value: {type: top, n: 4}}\n";
    expect(await ensembleOf(ids(members), given)).toContain(
      "parameters.select.n: expected at most 3, the number of candidates, got 4",
    );
  });
});

async function listed(sweep: string): Promise<RunRecord[]> {
  return JSON.parse(await project.sweep("ls", sweep, "--json")).runs.map(({ id }: { id: string }) =>
    withStore((store) => store.getRun(id)),
  );
}

function withStore<T>(use: (store: ReturnType<typeof openSqliteStore>) => T): T {
  const store = openSqliteStore({ file: join(project.runsDir, "sweep.db") });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

function ids(runs: readonly RunRecord[]): string {
  return runs.map(({ id }) => id).join(", ");
}

function ensemble(name: string): RunRecord {
  const found = ensembles.find((run) => run.name === name);
  if (!found) throw new Error(`there is no ensemble ${name}`);
  return found;
}

function answersOf({ id }: RunRecord) {
  const file = join(runPaths(project.runsDir, id).artifacts, "predictions.csv");
  return parsePredictions(readFileSync(file, "utf8"));
}

function lastAccuracy({ id }: RunRecord): number | undefined {
  return withStore((store) => store.curve(id, "val_accuracy").at(-1)?.value);
}

/** What the champion's server answers to the test images. */
async function serve(): Promise<number[]> {
  const store = openSqliteStore({ file: join(project.runsDir, "sweep.db") });
  const server = await serveChampion(store, project.runsDir);
  try {
    const { testImages } = project;
    const count = testImages.length / 784;
    const instances = Array.from({ length: count }, (_, row) =>
      Array.from(testImages.subarray(row * 784, (row + 1) * 784)),
    );
    const response = await fetch(`${server.url}/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ instances }),
    });
    const { predictions } = (await response.json()) as PredictReply;
    return predictions.flatMap(({ probabilities }) => probabilities);
  } finally {
    await server.close();
    store.close();
  }
}
