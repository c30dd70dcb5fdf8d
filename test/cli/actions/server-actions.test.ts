/** What a server does for the dashboard: compiled programs, real processes. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { RunRecord } from "../../../src/core/records.js";
import { isRunning } from "../../executors/harness.js";
import { openProject, type Project } from "./project.js";

const IN_TIME = { timeout: 30_000 };
const GATED = { file: "experiments/gated.yaml", jobs: 2 };

let project: Project;
beforeEach(() => {
  project = openProject();
  onTestFinished(() => project.remove());
});

describe("an experiment", () => {
  it("is previewed with what it would train, and with an estimate once something like it was trained", async () => {
    const { actions } = project;
    const before = await actions.preview(GATED);
    expect(before).toMatchObject({
      name: "gated",
      concurrency: 2,
      runs: [
        { name: "x=0.1", parameters: { x: 0.1 }, standing: "new", state: null },
        { name: "x=0.2", standing: "new" },
      ],
      counts: { cached: 0, unfinished: 0, new: 2 },
      estimate: null,
    });
    project.openGate();
    await ended(actions.start(GATED).id);
    project.write("experiments/gated.yaml", edited(actions.readExperiment(GATED.file)));
    const after = await actions.preview(GATED);
    expect(after.runs.map(({ standing }) => standing)).toEqual(["cached", "cached", "new"]);
    expect(after.estimate).toMatchObject({
      basis: "1 finished run of this machine, alike but for x", // 0.1 is too far from 0.3
      unknown: 0,
    });
  });

  it("is not previewed with mistakes in it: they are told with their places", async () => {
    project.write("experiments/broken.yaml", "command: [true]\nmetric: {name: a, goal: max}\n");
    await expect(
      project.actions.preview({ file: "experiments/broken.yaml", jobs: null }),
    ).rejects.toThrow(
      "experiments/broken.yaml:2:25  metric.goal: expected `minimize` or `maximize`, got `max`",
    );
  });

  it("is started in a process that is no child of the server's group, and says what it printed", async () => {
    const { actions, store } = project;
    const launch = actions.start(GATED);
    expect(launch).toMatchObject({
      command: "sweep run experiments/gated.yaml --plain -j 2",
      state: "starting",
      sweep: null,
    });
    await untilRunning(2);
    expect(actions.launch(launch.id)).toMatchObject({ state: "running", sweep: "gated" });
    const sweep = store.findSweep("gated");
    expect(sweep && actions.isBeingRun(sweep)).toBe(true);
    project.openGate();
    expect(await ended(launch.id)).toMatchObject({
      sweep: "gated",
      exitCode: 0,
      output: expect.stringContaining("gated: 2 finished"),
    });
  });

  it("that cannot be started says why in its output", async () => {
    project.write("experiments/broken.yaml", "parameters: 3\n");
    const { id } = project.actions.start({ file: "experiments/broken.yaml", jobs: null });
    expect(await ended(id)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("experiments/broken.yaml:1:13"),
    });
  });
});

describe("runs", () => {
  it("are paused, resumed and stopped one by one, and those that cannot be are told apart", async () => {
    const { actions } = project;
    actions.start(GATED);
    const [first, second] = await untilRunning(2);
    if (!first || !second) throw new Error("expected two runs");
    expect(await actions.controlRuns("pause", [first])).toMatchObject({ done: [first.id] });
    expect(await actions.controlRuns("pause", [first, second])).toEqual({
      done: [second.id],
      refused: [{ id: first.id, message: `run ${first.id} is paused already` }],
      launch: null,
    });
    expect(await actions.controlRuns("resume", [first])).toMatchObject({ done: [first.id] });
    await actions.controlRuns("stop", [first, second]);
    expect(states()).toEqual(["cancelled", "cancelled"]);
  });

  it("that failed are retried by a process that is started for it where no orchestrator lives", async () => {
    const { actions, store } = project;
    await ended(actions.start({ file: "experiments/fails-once.yaml", jobs: null }).id);
    const failed = store.listRuns();
    expect(failed).toMatchObject([{ state: "failed", attempt: 1 }]);
    const { done, launch } = await actions.controlRuns("retry", failed);
    expect(done).toEqual(failed.map(({ id }) => id));
    expect(await ended(launch?.id ?? "")).toMatchObject({ exitCode: 0 });
    expect(store.listRuns()).toMatchObject([{ state: "finished", attempt: 2 }]);
  });

  it("that are lost keep the result that they left, and are told apart from those that are retried", async () => {
    const { actions, store } = project;
    const { id } = actions.start(GATED);
    const lost = await untilRunning(2);
    const ids = lost.map((run) => run.id);
    const begun = () => ids.map((each) => store.summaries([each]).get(each)?.length ?? 0);
    await vi.waitFor(() => expect(begun()).toEqual([1, 1]), IN_TIME);
    const owner = store.findSweep("gated")?.owner ?? expect.fail("expected an orchestrator");
    process.kill(owner.pid, "SIGKILL");
    await ended(id);
    project.openGate();
    await vi.waitFor(() => {
      const alive = lost.filter((run) => run.process !== null && isRunning(run.process.pid));
      expect(alive).toEqual([]);
    }, IN_TIME);
    const messageOf = (run: RunRecord) => `run ${run.id} had finished: its result was taken over`;
    expect(await actions.controlRuns("retry", lost)).toEqual({
      done: [],
      refused: lost.map((run) => ({ id: run.id, message: messageOf(run) })),
      launch: null,
    });
    expect(states()).toEqual(["finished", "finished"]);
  });
});

describe("a sweep", () => {
  it("is paused, resumed and stopped as a whole, and its cancelled runs are retried", async () => {
    const { actions, store } = project;
    actions.start(GATED);
    await untilRunning(2);
    const sweep = () => store.findSweep("gated") ?? expect.fail("expected the sweep");
    expect((await actions.controlSweep("pause", sweep())).done).toHaveLength(2);
    expect(sweep().pausedAt).not.toBeNull();
    await expect(actions.controlSweep("pause", sweep())).rejects.toThrow("gated is paused already");
    await actions.controlSweep("resume", sweep());
    await actions.controlSweep("stop", sweep());
    expect(states()).toEqual(["cancelled", "cancelled"]);
    expect(actions.isBeingRun(sweep())).toBe(false);
    project.openGate();
    const { launch } = await actions.controlSweep("retry", sweep());
    await ended(launch?.id ?? "");
    expect(states()).toEqual(["finished", "finished"]);
    await expect(actions.controlSweep("retry", sweep())).rejects.toThrow(
      "gated has no runs that failed, were cancelled or are lost",
    );
  });
});

function edited(text: string): string {
  return text.replace("[0.1, 0.2]", "[0.1, 0.2, 0.3]");
}

function states(): string[] {
  return project.store.listRuns().map(({ state }) => state);
}

function untilRunning(count: number): Promise<RunRecord[]> {
  return vi.waitFor(() => {
    const running = project.store.listRuns().filter(({ process }) => process !== null);
    expect(running).toHaveLength(count);
    return running;
  }, IN_TIME);
}

function ended(id: string) {
  return vi.waitFor(() => {
    const launch = project.actions.launch(id);
    expect(launch?.state).toBe("ended");
    return launch;
  }, IN_TIME);
}
