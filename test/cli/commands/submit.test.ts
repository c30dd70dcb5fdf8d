import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { scoreCommand } from "../../../src/cli/commands/score.js";
import { submissionsCommand } from "../../../src/cli/commands/submissions.js";
import { type SubmitDeps, submitCommand } from "../../../src/cli/commands/submit.js";
import type { CliContext } from "../../../src/cli/context.js";
import { pushToKaggle } from "../../../src/cli/kaggle.js";
import { predictionsCsv } from "../../selection/workspace.js";
import { standInKaggle } from "../stand-in-kaggle.js";
import { createTerminal } from "./terminal.js";

const DEPS: SubmitDeps = {
  usesEmbeddedData: async () => false,
  push: async () => {
    throw new Error("nothing was to be pushed");
  },
  backends: ["wasm", "cpu"],
  createPredictor: ({ backend }) => ({
    async predictTest(_run, onProgress) {
      onProgress({ status: `predicting on ${backend ?? "the best backend"}`, done: 0, total: 4 });
      onProgress({ status: `predicting on ${backend ?? "the best backend"}`, done: 4, total: 4 });
      return { labels: Uint8Array.of(2, 0, 9, 9), modelSha256: "m0de1" };
    },
  }),
};

const submit = (context: CliContext) => submitCommand(context, DEPS);

const ACCEPT = 'console.log("Successfully submitted to Digit Recognizer");';

/** The command with a `kaggle` that runs this JavaScript. */
function standIn(dir: string, script: string): (context: CliContext) => Command {
  const env = { PATH: standInKaggle(dir, script) };
  return (context) => submitCommand(context, { ...DEPS, push: (push) => pushToKaggle(push, env) });
}

function setUp() {
  const terminal = createTerminal();
  const sample = terminal.write(
    "data/sample_submission.csv",
    "ImageId,Label\n1,0\n2,0\n3,0\n4,0\n",
  );
  const text = predictionsCsv({ rows: 100, isRight: (row) => row < 90 });
  terminal.addSweep("bn-aug", [
    {
      id: "8c1dfe02ab34",
      name: "augment=true",
      data: { sample_submission: sample, test: { sha256: "7e57", rows: 4 } },
      metrics: { val_accuracy: [0.9] },
      artifacts: [{ path: "predictions.csv", kind: "predictions", text }],
    },
  ]);
  const scoring = (isEmbedded: boolean) => (context: CliContext) =>
    scoreCommand(context, {
      defaultSolution: () => join(terminal.dir, "cache", "solution.csv"),
      usesEmbeddedData: async () => isEmbedded,
    });
  return { ...terminal, score: scoring(true), scoreOfOwnData: scoring(false) };
}

test("submit writes the file and says what it is and what to expect of it", async () => {
  const { run, runsDir } = setUp();
  const { stdout, stderr } = await run(submit, "8c1dfe02ab34");
  expect(stdout).toMatchInlineSnapshot(`
    "submission  runs/8c1dfe02ab34/artifacts/submission.csv
    run         8c1dfe02ab34
    sha256      426624a7791556dd87e8d02bdc800bd6a8da4ee212784ec329974b3eef751a9b
    rows        4 (ids as in data/sample_submission.csv)
    labels      0: 1  1: 0  2: 1  3: 0  4: 0  5: 0  6: 0  7: 0  8: 0  9: 2
    expected    90.00 % (95 % interval 82.56 – 94.48 %, on 100 validation rows)
    "
  `);
  expect(stderr).toBe("predicting on the best backend\n");
  const file = join(runsDir, "8c1dfe02ab34", "artifacts", "submission.csv");
  expect(readFileSync(file, "utf8")).toBe("ImageId,Label\n1,2\n2,0\n3,9\n4,9\n");
});

test("what is expected of one of several runs is said to be without the correction that best makes", async () => {
  const { run, addSweep } = setUp();
  const plan = { name: "augment=true", data: { test: { sha256: "7e57", rows: 4 } } };
  const text = predictionsCsv({ rows: 100, isRight: (row) => row < 90 });
  const artifacts = [{ path: "predictions.csv", kind: "predictions", text }];
  addSweep("two", [
    { ...plan, id: "11aa22bb33cc", artifacts },
    { ...plan, id: "22bb33cc44dd", artifacts },
  ]);
  expect((await run(submit, "11aa")).stdout).toContain(
    "\nnote        not corrected for having chosen among 2 runs; `npx sweep best two` does that\n",
  );
});

test("-o and --backend are obeyed, --json has the whole record", async () => {
  const { run, dir } = setUp();
  const { stdout, stderr } = await run(
    submit,
    "8c1d",
    "-o",
    "out/mine.csv",
    "--backend",
    "cpu",
    "--json",
  );
  expect(JSON.parse(stdout)).toMatchObject({
    record: {
      path: "DIR/out/mine.csv",
      rows: 4,
      lineage: { model: "m0de1", data: { test: "7e57" } },
    },
    counts: [1, 0, 1, 0, 0, 0, 0, 0, 0, 2],
    checkedAgainst: "data/sample_submission.csv",
  });
  expect(existsSync(join(dir, "out", "mine.csv"))).toBe(true);
  expect(stderr).toBe("predicting on cpu\n");
});

test("--sample that does not fit is an error with both files and lines", async () => {
  const { run, write } = setUp();
  write("kaggle.csv", "ImageId,Label\n5,0\n6,0\n7,0\n");
  await expect(run(submit, "8c1d", "-o", "mine.csv", "--sample", "kaggle.csv")).rejects.toThrow(
    "mine.csv:2  ImageId: expected 5 as in kaggle.csv:2, got 1",
  );
});

test("--push hands the file to Kaggle's command, with what it is, and the record keeps where it went", async () => {
  const { run, dir, store } = setUp();
  const kaggle = standIn(dir, `console.log(process.argv.slice(2).join("|")); ${ACCEPT}`);
  const { stdout, stderr } = await run(kaggle, "8c1d", "--push");
  expect(stderr).toContain(
    "competitions|submit|-c|digit-recognizer|-f|DIR/runs/8c1dfe02ab34/artifacts/submission.csv|" +
      "-m|sweep run 8c1dfe02ab34, augment=true, expected 90.00 %\nSuccessfully submitted to Digit Recognizer\n",
  );
  expect(stdout).toMatch(/pushed to +digit-recognizer\n/);
  expect(store.listSubmissions()[0]?.pushed).toMatchObject({ competition: "digit-recognizer" });
  const other = await run(kaggle, "8c1d", "--push", "--competition", "digits-2", "--json");
  expect(JSON.parse(other.stdout).record.pushed.competition).toBe("digits-2");
});

test("what Kaggle's command refuses is passed on; what was written stays recorded", async () => {
  const { run, dir, store } = setUp();
  const kaggle = standIn(dir, 'console.error("401 - Unauthorized"); process.exit(1);');
  await expect(run(kaggle, "8c1d", "--push")).rejects.toThrow(
    /^submission 1 was written to .*submission.csv, but not pushed\nkaggle competitions submit -c digit-recognizer ended with 1:\n401 - Unauthorized$/,
  );
  expect(store.listSubmissions()).toMatchObject([{ id: 1, pushed: null }]);
});

test("runs on the embedded digits are not pushed, and nothing is written for it", async () => {
  const { run, store } = setUp();
  const embedded = (context: CliContext) =>
    submitCommand(context, { ...DEPS, usesEmbeddedData: async () => true });
  await expect(run(embedded, "8c1d", "--push")).rejects.toThrow(
    "run 8c1dfe02ab34 was trained on the embedded digits, whose test set is not Kaggle's",
  );
  await expect(run(submit, "8c1d", "--competition", "x")).rejects.toThrow(
    "submit: --competition is for --push",
  );
  expect(store.listSubmissions()).toEqual([]);
});

test("there must be a champion to submit it", async () => {
  await expect(setUp().run(submit, "champion")).rejects.toThrow("there is no champion yet");
});

test("score takes a run or the champion for its submission, and says what it expects of anything else", async () => {
  const { run, write, store, score } = setUp();
  write("cache/solution.csv", "ImageId,Label,Usage\n1,2,x\n2,0,x\n3,9,x\n4,4,x\n");
  await expect(run(score, "champion")).rejects.toThrow("there is no champion yet");
  await expect(run(score, "8c1d")).rejects.toThrow(
    "run 8c1dfe02ab34 has no artifacts/submission.csv: `sweep submit 8c1dfe02ab34` writes it",
  );
  for (const text of ["mine.csv", "no"])
    await expect(run(score, text)).rejects.toThrow(
      `${text}: no such file: expected a submission's CSV file, the id of a run or \`champion\``,
    );
  await run(submit, "8c1d");
  store.promote("champion", "8c1dfe02ab34", "best", 0);
  for (const text of ["champion", "8c1d"])
    expect((await run(score, text)).stdout).toContain("correct   3 of 4\nrun       8c1dfe02ab34\n");
});

test("submissions lists what was written", async () => {
  const { run } = setUp();
  expect((await run(submissionsCommand)).stdout).toBe(
    "No submissions yet. Write one: npx sweep submit champion\n",
  );
  await run(submit, "8c1d");
  expect((await run(submissionsCommand, "8c1d")).stdout).toMatchInlineSnapshot(`
    "#  RUN           NAME          EXPECTED    95 % INTERVAL  LEADERBOARD  ROWS  CHANGED      WHEN  FILE
    1  8c1dfe02ab34  augment=true   90.00 %  82.56 – 94.48 %            –     4        –  just now  runs/8c1dfe02ab34/artifacts/submission.csv
    "
  `);
  const { stdout } = await run(submissionsCommand, "--json");
  expect(JSON.parse(stdout)[0]).toMatchObject({ runId: "8c1dfe02ab34", rows: 4 });
});

test("submissions tells how many rows differ from the submission before", async () => {
  const { run } = setUp();
  const answering = (labels: Uint8Array) => (context: CliContext) =>
    submitCommand(context, {
      ...DEPS,
      createPredictor: () => ({ predictTest: async () => ({ labels, modelSha256: "0ther" }) }),
    });
  await run(submit, "8c1d");
  await run(answering(Uint8Array.of(2, 7, 9, 4)), "8c1d");
  const { stdout } = await run(submissionsCommand);
  expect(stdout).toMatch(/^#.* ROWS {2}CHANGED .*\n2 .* 4 +2 +just now.*\n1 .* 4 +– +just now/);
  const json = await run(submissionsCommand, "--json");
  const changed = JSON.parse(json.stdout).map((each: { changed: unknown }) => each.changed);
  expect(changed).toEqual([{ against: 1, rows: 2 }, null]);
});

test("the leaderboard's score is entered later, and held against what was expected", async () => {
  const { run, store } = setUp();
  await run(submit, "8c1d", "-o", "a.csv");
  await run(submit, "8c1d", "-o", "b.csv");
  const newest = await run(submissionsCommand, "--score", "0.93");
  expect(newest.stdout).toContain(
    "Leaderboard against validation: 1 of 1 score in the expected interval, on average 3.00 points above what was expected.",
  );
  const { stdout } = await run(submissionsCommand, "8c1d", "--score", "0.79", "--id", "1");
  expect(stdout).toMatch(/^2 .* 93\.00 % .*b\.csv$/m);
  expect(stdout).toMatch(/^1 .* 79\.00 % .*a\.csv$/m);
  expect(stdout).toContain(
    "Leaderboard against validation: 1 of 2 scores in the expected interval, on average 4.00 points below what was expected.",
  );
  expect(store.listSubmissions().map(({ leaderboard }) => leaderboard?.score)).toEqual([
    0.93, 0.79,
  ]);
});

test("the leaderboard's score may be entered in per cent", async () => {
  const { run, store } = setUp();
  await run(submit, "8c1d");
  for (const text of ["98.61%", "98.61 %"]) {
    await run(submissionsCommand, "--score", text);
    expect(store.listSubmissions()[0]?.leaderboard?.score).toBe(0.9861);
  }
});

const SCORE =
  "--score: expected an accuracy from 0 to 1, as in 0.9972, or in per cent, as in 99.72%, got";

test.each([
  [["--score", "99.7"], `${SCORE} \`99.7\``],
  [["--score", "100.1%"], `${SCORE} \`100.1%\``],
  [["--score", "%"], `${SCORE} \`%\``],
  [["--score", "0.9", "--id", "7"], "expected the number of a submission (none), got 7"],
  [["--score", "0.9"], "expected the number of a submission (none), got none to score"],
  [["--id", "1"], "submissions: --id says which submission a --score is about"],
  [["--score", "1", "--id", "x"], "--id: expected a submission's number, got `x`"],
])("submissions %j is refused", async (args, message) => {
  await expect(setUp().run(submissionsCommand, ...args)).rejects.toThrow(message);
});

test("score compares with the solution and with what was expected of the submission", async () => {
  const { run, write, score } = setUp();
  write("cache/solution.csv", "ImageId,Label\n1,2\n2,0\n3,9\n4,4\n");
  await run(submit, "8c1d", "-o", "mine.csv");
  expect((await run(score, "mine.csv")).stdout).toMatchInlineSnapshot(`
    "accuracy  75.00 %
    correct   3 of 4
    run       8c1dfe02ab34
    expected  90.00 % (95 % interval 82.56 – 94.48 %, on 100 validation rows): the score is below it
    "
  `);
  const { stdout } = await run(score, "mine.csv", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    accuracy: 0.75,
    correct: 3,
    rows: 4,
    submission: { id: 1 },
  });
});

test("score does not hold answers to a user's own test set against the embedded solution", async () => {
  const { run, write, scoreOfOwnData } = setUp();
  await run(submit, "8c1d", "-o", "mine.csv");
  write("cache/solution.csv", "ImageId,Label\n1,2\n2,0\n3,9\n4,1\n");
  await expect(run(scoreOfOwnData, "mine.csv")).rejects.toThrow(
    "mine.csv: run 8c1dfe02ab34 answered a test set of your own, and the default solution is that of the embedded digits: " +
      "name the true labels with --solution <file>",
  );
  const { stdout } = await run(scoreOfOwnData, "mine.csv", "--solution", "cache/solution.csv");
  expect(stdout).toContain("accuracy  75.00 %");
});

test("a file that was not written by submit is scored all the same", async () => {
  const { run, write, score } = setUp();
  write("other.csv", "ImageId,Label\n1,1\n2,1\n");
  write("labels.csv", "ImageId,Label\n2,1\n1,1\n");
  expect((await run(score, "other.csv", "--solution", "labels.csv")).stdout).toBe(
    "accuracy  100.00 %\ncorrect   2 of 2\n",
  );
});

test.each([
  [["missing.csv"], "missing.csv: no such file"],
  [["bad.csv"], "bad.csv:2  Label: expected a whole number from 0 to 9, got `x`"],
  [["good.csv"], "cache/solution.csv: name one with --solution <file>"],
  [["good.csv", "--solution", "none.csv"], "none.csv: no such file"],
])("score %j is refused", async (args, message) => {
  const { run, write, score } = setUp();
  write("bad.csv", "ImageId,Label\n1,x\n");
  write("good.csv", "ImageId,Label\n1,1\n");
  await expect(run(score, ...args)).rejects.toThrow(message);
});
