import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SubmissionChanges, SubmissionList } from "../../src/api/submissions.js";
import type { SubmitJobList } from "../../src/api/submit-jobs.js";
import type { SubmitJob } from "../../src/core/submit-jobs.js";
import { keepConfidence } from "../../src/selection/submission-files.js";
import type { Method, Reply } from "../../src/server/route.js";
import { createRoutes } from "../../src/server/routes/index.js";
import { DEMO_BEGIN, DEMO_RUNS } from "../fixtures/demo-store.js";
import { addDemoSubmission } from "../fixtures/demo-submissions.js";
import { type Demo, openDemo } from "./demo.js";

const { plain, batchNorm, augmented } = DEMO_RUNS;
let demo: Demo;
beforeEach(() => {
  demo = openDemo();
});
afterEach(() => demo.remove());

interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

async function ask(method: Method, path: string, asked: Asked = {}): Promise<Reply | undefined> {
  const routes = createRoutes(demo.deps);
  const route = routes.find((each) => each.path === path && each.method === method);
  return route?.handle({ params: {}, query: {}, ...asked });
}

async function json<T>(method: Method, path: string, asked: Asked = {}): Promise<T> {
  const reply = await ask(method, path, asked);
  if (reply?.type !== "json") throw new Error("expected JSON");
  return JSON.parse(JSON.stringify(reply.value)) as T; // as it travels
}

const list = () => json<SubmissionList>("GET", "/api/submissions");

/** The second changes rows 0 and 2, the third is for another test file. */
function addThree(): void {
  const place = demo.deps;
  addDemoSubmission(place, { answers: [4, 0, 7] });
  addDemoSubmission(place, { run: batchNorm, answers: [9, 0, 1] });
  addDemoSubmission(place, { run: batchNorm, answers: [1, 1, 1], test: "0ther" });
}

describe("GET /api/submissions", () => {
  it("lists them, newest first, each with how many rows differ from the one before it", async () => {
    expect(await list()).toEqual({ submissions: [], calibration: null });
    addThree();
    const { submissions } = await list();
    expect(submissions.map(({ id, before }) => [id, before])).toEqual([
      [3, null],
      [2, { id: 1, changed: 2 }],
      [1, null],
    ]);
    expect(submissions[1]).toMatchObject({
      run: { id: batchNorm, name: "batch_norm=true augment=false" },
      data: { name: null, sha256: "7e57" },
      path: `runs/${batchNorm}/artifacts/submission.csv`,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: 3,
      expected: { accuracy: 0.99, rows: 4_200 },
      leaderboard: null,
      pushed: null,
      hasFile: true,
    });
  });

  it("says where a file was lost, rather than that nothing changed", async () => {
    addThree();
    rmSync(join(demo.runsDir, "submissions"), { recursive: true });
    const { submissions } = await list();
    expect(submissions[1]).toMatchObject({ before: { id: 1, changed: null }, hasFile: false });
    const changes = ask("GET", "/api/submissions/:id/changes", { params: { id: "2" } });
    await expect(changes).rejects.toThrow(
      "submission 2 or 1: its file was removed or has changed since it was recorded",
    );
  });
});

describe("GET /api/submissions/:id/changes", () => {
  const changes = (id: number, query: Record<string, string> = {}) =>
    json<SubmissionChanges>("GET", "/api/submissions/:id/changes", {
      params: { id: String(id) },
      query,
    });

  it("lists the rows that differ from the submission before, with both answers", async () => {
    addThree();
    keepConfidence(demo.runsDir, {
      ...{ text: "ImageId,Label\n1,9\n2,0\n3,1\n", model: "m0de1" },
      confidence: Float32Array.of(0.5, 1, 0.75),
    });
    const report = await changes(2);
    expect(report).toMatchObject({
      submission: { id: 2, run: batchNorm },
      against: { id: 1, run: plain },
      ...{ rows: 3, changed: 2, matching: 2 },
      changes: [
        { row: 0, id: 1, before: 4, after: 9, confidence: { before: null, after: 0.5 } },
        { row: 2, id: 3, before: 7, after: 1, confidence: { before: null, after: 0.75 } },
      ],
    });
    expect(report.matrix[4]?.[9]).toBe(1);
    expect(await changes(1)).toMatchObject({ against: null, changed: 0, changes: [] });
  });

  it("gives a page of one kind of change", async () => {
    addThree();
    const one = await changes(2, { before: "7", after: "1" });
    expect(one).toMatchObject({ changed: 2, matching: 1, changes: [{ row: 2 }] });
    const page = await changes(2, { limit: "1", offset: "1" });
    expect(page.changes.map(({ row }) => row)).toEqual([2]);
    await expect(changes(2, { before: "12" })).rejects.toThrow(/^before: /);
    await expect(changes(9)).rejects.toThrow(
      "submission: expected the number of one (3, 2, 1), got `9`",
    );
  });
});

describe("a submission's file and score", () => {
  it("gives out the very file that was recorded", async () => {
    addThree();
    const path = "/api/submissions/:id/file.csv";
    expect(await ask("GET", path, { params: { id: "2" } })).toMatchObject({
      type: "attachment",
      name: `submission-2-${batchNorm}.csv`,
      text: "ImageId,Label\n1,9\n2,0\n3,1\n",
    });
  });

  it("takes the leaderboard's score, and takes it back", async () => {
    addThree();
    const enter = (body: unknown, id = "2") =>
      json<SubmissionList>("PUT", "/api/submissions/:id/leaderboard", { params: { id }, body });
    const { submissions, calibration } = await enter({ score: 0.9972 });
    expect(submissions[1]?.leaderboard).toEqual({ score: 0.9972, at: DEMO_BEGIN + 150_000 });
    expect(calibration).toEqual({ scored: 1, inside: 0, bias: expect.closeTo(0.0072) });
    expect((await enter({ score: null })).submissions[1]?.leaderboard).toBeNull();
    await expect(enter({ score: 99.72 })).rejects.toThrow(/^score: /);
    await expect(enter({ score: 0.9 }, "7")).rejects.toThrow("got `7`");
  });
});

describe("GET /api/runs/:id/test-rows/:row.png", () => {
  const path = "/api/runs/:id/test-rows/:row.png";

  it("gives pictures of test rows, which are not those of the training file", async () => {
    const params = { id: plain, row: "3" };
    const [test, train] = [
      await ask("GET", path, { params }),
      await ask("GET", "/api/runs/:id/rows/:row.png", { params }),
    ];
    expect(test).toMatchObject({ type: "bytes", contentType: "image/png" });
    expect(test).not.toEqual(train);
    const beyond = ask("GET", path, { params: { id: plain, row: "28000" } });
    await expect(beyond).rejects.toThrow(`run ${plain} has no picture of test row 28000`);
  });
});

describe("/api/submit-jobs", () => {
  const path = "/api/submit-jobs";
  const post = (run: string) => json<SubmitJobList>("POST", path, { body: { run } });

  it("starts the submission of a run, or of the champion, and tells how it goes", async () => {
    const jobs: SubmitJob[] = [];
    const start = (run: string): SubmitJob => {
      const job: SubmitJob = { id: jobs.length + 1, run, state: { type: "waiting" } };
      jobs.unshift(job);
      return job;
    };
    demo.deps.submitJobs = { start, list: () => jobs };
    expect(await json("GET", path)).toEqual({
      ...{ isAllowed: true, champion: batchNorm, canSubmitChampion: true, jobs: [] },
    });
    await post(plain);
    expect((await post("champion")).jobs.map(({ run }) => run)).toEqual([batchNorm, plain]);
    await expect(post(augmented)).rejects.toThrow(
      `run ${augmented} is running: expected a finished run, only those can be submitted`,
    );
    await expect(post("ffff")).rejects.toThrow("no run has an id that begins with `ffff`");
    expect(jobs).toHaveLength(2);
  });

  it("tells that a command's champion which wrote no submission.csv cannot be submitted", async () => {
    const run = demo.deps.store.getRun(batchNorm);
    if (run === null) throw new Error("expected the demo's run");
    const trainer = { kind: "command" as const, command: ["train"], cwd: "/" };
    const definition = { ...run.definition, trainer };
    vi.spyOn(demo.deps.store, "getRun").mockReturnValue({ ...run, definition });
    expect(await json("GET", path)).toMatchObject({
      ...{ champion: batchNorm, canSubmitChampion: false },
    });
  });

  it("makes none, and takes no score, where nothing may be changed", async () => {
    addThree();
    demo.deps.forbidden = "started with --read-only";
    expect(await json("GET", path)).toMatchObject({ isAllowed: false });
    await expect(post(plain)).rejects.toThrow("started with --read-only");
    const score = ask("PUT", "/api/submissions/:id/leaderboard", {
      ...{ params: { id: "1" }, body: { score: 0.9 } },
    });
    await expect(score).rejects.toThrow("started with --read-only");
    expect((await list()).submissions).toHaveLength(3);
  });

  it("says that there are none where the server makes none", async () => {
    demo.deps.submitJobs = null;
    expect(await json("GET", path)).toMatchObject({ isAllowed: false, jobs: [] });
    await expect(post(plain)).rejects.toThrow("use `sweep submit` in a terminal");
  });
});
