import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import { sha256 } from "../../src/core/hash.js";
import type { TrainerSpec } from "../../src/core/records.js";
import type { Predictor } from "../../src/selection/predictor.js";
import { createSubmission, type SubmissionRequest } from "../../src/selection/submission.js";
import { SubmissionFiles } from "../../src/selection/submission-files.js";
import { createWorkspace, predictionsCsv, type RunPlan, START } from "./workspace.js";

const ANSWERS = Uint8Array.of(2, 0, 9);
const SAMPLE = "ImageId,Label\n1,0\n2,0\n3,0\n";
const COMMAND: TrainerSpec = { kind: "command", command: ["python3", "train.py"], cwd: "/x" };

function answering(labels: Uint8Array): Predictor {
  return { predictTest: async () => ({ labels, modelSha256: "m0de1" }) };
}

const NEVER: Predictor = {
  predictTest: async () => {
    throw new Error("a command's run must not be predicted");
  },
};

function setUp(plan: Partial<RunPlan> = {}) {
  const workspace = createWorkspace();
  const sample = workspace.write("data/sample_submission.csv", SAMPLE);
  const data = {
    train: { sha256: "7ra1n", rows: 9 },
    test: { sha256: "7e57", rows: 3 },
    validation: { sha256: "5p117", rows: 100 },
    sample_submission: sample,
  };
  const predictions = predictionsCsv({ rows: 100, isRight: (row) => row < 90 });
  const [run] = workspace.addSweep("digits", [
    {
      id: "8c1dfe02ab34",
      data,
      metrics: { val_accuracy: [0.8, 0.9] },
      artifacts: [{ path: "predictions.csv", kind: "predictions", text: predictions }],
      ...plan,
    },
  ]);
  if (!run) throw new Error("the run was not saved");
  const artifacts = join(workspace.runsDir, run.id, "artifacts");
  const submit = (changes: Partial<SubmissionRequest> = {}) =>
    createSubmission({
      store: workspace.store,
      runsDir: workspace.runsDir,
      run,
      predictor: answering(ANSWERS),
      output: null,
      sample: null,
      cwd: workspace.dir,
      onProgress: () => {},
      now: () => START,
      ...changes,
    });
  return { ...workspace, run, artifacts, submit };
}

test("a submission is written to the run's artifacts and recorded with all that it came from", async () => {
  const { submit, artifacts, store } = setUp();
  const { record, counts, checkedAgainst } = await submit();
  const text = "ImageId,Label\n1,2\n2,0\n3,9\n";
  expect(readFileSync(join(artifacts, "submission.csv"), "utf8")).toBe(text);
  expect(record).toEqual({
    id: 1,
    runId: "8c1dfe02ab34",
    path: join(artifacts, "submission.csv"),
    sha256: sha256(text),
    rows: 3,
    expected: expect.objectContaining({ accuracy: 0.9, rows: 100 }),
    lineage: {
      run: "8c1dfe02ab34",
      key: "8c1dfe02ab34".padEnd(64, "0"),
      code: "c0de",
      seed: 42,
      data: { train: "7ra1n", test: "7e57", validation: "5p117" },
      model: "m0de1",
    },
    createdAt: START,
    leaderboard: null,
    pushed: null,
  });
  expect(store.listSubmissions()).toEqual([record]);
  expect(counts).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
  expect(checkedAgainst).toBe("data/sample_submission.csv");
});

test("how sure the model was of each answer is kept beside a copy of the file", async () => {
  const { submit, runsDir } = setUp();
  const confidence = Float32Array.of(0.5, 0.75, 1);
  const answers = { labels: ANSWERS, modelSha256: "m0de1", confidence };
  const { record } = await submit({ predictor: { predictTest: async () => answers } });
  const files = new SubmissionFiles(runsDir);
  expect(files.confidence(record)).toEqual(confidence);
  expect(files.text(record)).toBe("ImageId,Label\n1,2\n2,0\n3,9\n");
});

test("another output is written instead of the run's own file", async () => {
  const { submit, artifacts, dir } = setUp();
  await submit({ output: join(dir, "out", "mine.csv") });
  expect(existsSync(join(dir, "out", "mine.csv"))).toBe(true);
  expect(existsSync(join(artifacts, "submission.csv"))).toBe(false);
});

test("a wrong number of answers is refused, and nothing is written or recorded", async () => {
  const { submit, artifacts, store } = setUp();
  const file = join("runs", "8c1dfe02ab34", "artifacts", "submission.csv");
  await expect(submit({ predictor: answering(Uint8Array.of(1, 2)) })).rejects.toThrow(
    `${file}:4  expected 3 rows as in data/sample_submission.csv, got 2`,
  );
  expect(existsSync(join(artifacts, "submission.csv"))).toBe(false);
  expect(store.listSubmissions()).toEqual([]);
});

test("where the data has no sample submission, its number of test rows counts", async () => {
  const { submit } = setUp({
    data: { test: { sha256: "7e57", rows: 4 }, sample_submission: null },
  });
  await expect(submit()).rejects.toThrow(":5  expected 4 rows, got 3");
});

test("a sample that is named is checked against instead of that of the data", async () => {
  const { submit, write } = setUp();
  const sample = write("two.csv", "ImageId,Label\n1,0\n2,0\n");
  await expect(submit({ sample })).rejects.toThrow("expected 2 rows as in two.csv, got 3");
});

test("a sample submission that is gone is an error that names it", async () => {
  const { submit } = setUp({ data: { sample_submission: "/gone/sample.csv" } });
  await expect(submit()).rejects.toThrow(
    new SweepError("not-found", "/gone/sample.csv: no such file"),
  );
});

test("config.json tells more of the data than the run's identity", async () => {
  const { submit, write, runsDir } = setUp({ data: { test: "7e57" } });
  const sample = write("moved/sample.csv", SAMPLE);
  const config = { data: { sample_submission: sample, test: { sha256: "7e57", rows: 3 } } };
  write(join("runs", "8c1dfe02ab34", "config.json"), JSON.stringify(config));
  expect(existsSync(join(runsDir, "8c1dfe02ab34", "config.json"))).toBe(true);
  expect((await submit()).checkedAgainst).toBe("moved/sample.csv");
});

test("a test file that is another by now is told of: the answers are to the one that the run was started with", async () => {
  const { submit, write } = setUp();
  const file = write("data/test.csv", "pixel0\n0\n1\n2\n");
  const test = { file, sha256: sha256("pixel0\n0\n1\n2\n"), rows: 3 };
  const config = { data: { sample_submission: write("sample.csv", SAMPLE), test } };
  write(join("runs", "8c1dfe02ab34", "config.json"), JSON.stringify(config));
  expect((await submit()).warnings).toEqual([]);
  write("data/test.csv", "pixel0\n2\n1\n0\n");
  const { warnings, record } = await submit();
  expect(warnings.join()).toContain(
    "data/test.csv is not what it was when run 8c1dfe02ab34 was started",
  );
  expect(record.rows).toBe(3);
});

test("a run that is not finished is not submitted", async () => {
  await expect(setUp({ state: "failed" }).submit()).rejects.toThrow(
    "run 8c1dfe02ab34 is failed: expected a finished run, only those can be submitted",
  );
});

test("files that changed after the run recorded them are an error", async () => {
  const { submit, artifacts } = setUp({
    artifacts: [{ path: "model/weights.bin", kind: "model", text: "weights" }],
  });
  const file = join(artifacts, "model", "weights.bin");
  writeFileSync(file, "other weights");
  await expect(submit()).rejects.toThrow(
    "run 8c1dfe02ab34: artifacts/model/weights.bin was changed after the run recorded it: " +
      `expected SHA-256 ${sha256("weights")}, got ${sha256("other weights")}`,
  );
});

test("predictions that contradict the logged accuracy stop the submission", async () => {
  await expect(setUp({ metrics: { val_accuracy: [0.5] } }).submit()).rejects.toThrow(
    "the nearest is 0.5 at step 100",
  );
});

test("a command's own submission is checked and recorded as it is", async () => {
  const text = "ImageId,Label\r\n1,1\r\n2,2\r\n3,3\r\n";
  const { submit, artifacts } = setUp({
    trainer: COMMAND,
    artifacts: [
      { path: "submission.csv", kind: "submission", text },
      { path: "model.pkl", kind: "model", text: "pickle" },
    ],
  });
  const { record } = await submit({ predictor: NEVER });
  expect(readFileSync(join(artifacts, "submission.csv"), "utf8")).toBe(text);
  expect(record).toMatchObject({
    sha256: sha256(text),
    rows: 3,
    lineage: { model: sha256("pickle") },
  });
});

test("a command's model of several files has one hash in the lineage, whatever their order", async () => {
  const submission = {
    path: "submission.csv",
    kind: "submission",
    text: "ImageId,Label\n1,1\n2,2\n3,3\n",
  };
  const model = [
    { path: "model.json", kind: "model", text: "{}" },
    { path: "weights.bin", kind: "model", text: "weights" },
  ];
  const hashOf = async (files: typeof model) => {
    const { submit } = setUp({ trainer: COMMAND, metrics: {}, artifacts: [submission, ...files] });
    return (await submit({ predictor: NEVER })).record.lineage.model;
  };
  expect(await hashOf(model)).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashOf([...model].reverse())).toBe(await hashOf(model));
  expect(await hashOf(model.slice(1))).toBe(sha256("weights"));
});

test("a command's own submission is refused where it does not fit the sample", async () => {
  const text = "ImageId,Label\n1,1\n3,3\n2,2\n";
  const { submit } = setUp({
    trainer: COMMAND,
    artifacts: [{ path: "submission.csv", kind: "submission", text }],
  });
  await expect(submit({ predictor: NEVER })).rejects.toThrow(
    "artifacts/submission.csv:3  ImageId: expected 2 as in data/sample_submission.csv:3, got 3",
  );
});

test("a command that wrote no submission is told to", async () => {
  await expect(setUp({ trainer: COMMAND }).submit({ predictor: NEVER })).rejects.toThrow(
    "run 8c1dfe02ab34 was trained by a command: expected it to write its own artifacts/submission.csv " +
      "(header ImageId,Label), got none",
  );
});

test("a command without any data described is checked for its own form", async () => {
  const { submit } = setUp({
    trainer: COMMAND,
    data: null,
    metrics: {},
    artifacts: [{ path: "submission.csv", kind: "submission", text: "ImageId,Label\n1,1\n2,2\n" }],
  });
  const { record, checkedAgainst } = await submit({ predictor: NEVER });
  expect(record).toMatchObject({ rows: 2, expected: null, lineage: { data: {}, model: null } });
  expect(checkedAgainst).toBeNull();
});
