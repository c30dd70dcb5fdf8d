import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { Board } from "../../../src/cli/run/board.js";
import { renderLiveTable } from "../../../src/cli/run/live-table.js";
import { runTimeLeft, sweepTimeLeft } from "../../../src/cli/run/time-left.js";
import { updateBoard } from "../../../src/cli/run/update-board.js";
import { createWorkspace } from "../../selection/workspace.js";
import { runRecord, sweepRecord } from "./fixtures.js";

const colours = pc.createColors(false);
const running = (id: string) => runRecord(id, { state: "running", attempt: 1, startedAt: 0 });
const accuracy = (value: number) => [{ name: "val_accuracy", step: 1, epoch: 1, time: 0, value }];

function boardOfThree(): Board {
  const board = new Board();
  const runs = [runRecord("a"), runRecord("b"), runRecord("c")];
  board.apply({
    type: "planned",
    sweep: sweepRecord(),
    runs,
    cached: 0,
    earlier: 0,
    concurrency: 2,
  });
  return board;
}

describe("the live table", () => {
  it("shows state, progress, the current and best value, the time left and the best so far", () => {
    const board = boardOfThree();
    board.apply({ type: "started", run: running("a"), adopted: false });
    board.apply({ type: "metrics", runId: "a", points: accuracy(0.98) });
    board.apply({ type: "metrics", runId: "a", points: accuracy(0.97) });
    board.apply({
      type: "progress",
      runId: "a",
      progress: { done: 1, total: 4, unit: "step", status: "epoch 1/4" },
    });
    const text = renderLiveTable(board, 0, { colours, width: undefined, now: 20_000 });
    expect(text).toMatchInlineSnapshot(`
      "demo  0 of 3 runs finished · 2 at once · 20s elapsed · about 1m 50s left

      RUN  PARAMETERS  STATE    PROGRESS                           val_accuracy     BEST    LEFT
      a    x=a         running  ████░░░░░░░░░░░░  25 %  epoch 1/4       97.00 %  98.00 %  1m 00s
      b    x=b         queued
      c    x=c         queued

      best so far: val_accuracy 98.00 %  x=a  a"
    `);
  });

  it("fits the terminal's width and says how many runs it leaves out", () => {
    const board = new Board();
    const runs = Array.from({ length: 30 }, (_, i) =>
      runRecord(`run${i}`, { name: "n".repeat(90) }),
    );
    board.apply({
      type: "planned",
      sweep: sweepRecord(),
      runs,
      cached: 0,
      earlier: 0,
      concurrency: 2,
    });
    const lines = renderLiveTable(board, 0, { colours, width: 80, now: 0 }).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines).toContain("… and 10 more: sweep ls demo");
  });

  it("gives up its bar and its status before the parameters, and wraps no line at 80 columns", () => {
    const board = new Board();
    const name = "learning_rate=0.001 batch_norm=true augment=true dropout=0.25";
    const runs = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"].map((id) => runRecord(id, { name }));
    const counts = { cached: 0, earlier: 0, concurrency: 2 };
    board.apply({ type: "planned", sweep: sweepRecord(), runs, ...counts });
    for (const { id } of runs) {
      const run = runRecord(id, { name, state: "running", attempt: 2, startedAt: 0 });
      board.apply({ type: "started", run, adopted: false });
      const progress = { done: 1, total: 4, unit: "step", status: "epoch 1/4: validating" };
      board.apply({ type: "progress", runId: id, progress });
      board.apply({ type: "metrics", runId: id, points: accuracy(0.98) });
    }
    board.apply({ type: "stopping", mode: "drain", running: 2, queued: 0 });
    const render = (width: number) => renderLiveTable(board, 0, { colours, width, now: 20_000 });
    expect(render(80)).toMatchInlineSnapshot(`
      "demo  0 of 2 runs finished · finishing; Ctrl-C again stops now · 2 at once · 20…

      RUN       PARAMETERS                  STATE      DONE       NOW     BEST    LEFT
      aaaaaaaa  learning_rate=0.001 batch…  attempt 2   25 %  98.00 %  98.00 %  1m 00s
      bbbbbbbb  learning_rate=0.001 batch…  attempt 2   25 %  98.00 %  98.00 %  1m 00s

      best so far: val_accuracy 98.00 %  learning_rate=0.001 batch_norm=tru…  aaaaaaaa"
    `);
    for (const width of [80, 100, 120, 160]) {
      const longest = Math.max(
        ...render(width)
          .split("\n")
          .map((line) => line.length),
      );
      expect(longest).toBeLessThanOrEqual(width);
      expect(render(width)).toContain(name.slice(0, 23));
    }
    expect(render(100)).toMatch(/[█░]{8} /);
    expect(render(160)).toMatch(/[█░]{16} .*validating/);
  });

  it("keeps what a run had reached when its orchestrator died and this one took it over", () => {
    const { store, addSweep } = createWorkspace();
    addSweep("demo", [{ id: "a", state: "running", metrics: { val_accuracy: [0.98, 0.97] } }]);
    const board = new Board();
    const counts = { cached: 0, earlier: 0, concurrency: 1 };
    updateBoard(board, store, {
      type: "planned",
      sweep: sweepRecord(),
      runs: [running("a")],
      ...counts,
    });
    updateBoard(board, store, { type: "started", run: running("a"), adopted: true });
    expect(board.leader).toMatchObject({ run: { id: "a" }, best: 0.98 });
    updateBoard(board, store, { type: "metrics", runId: "a", points: accuracy(0.5) });
    expect(board.leader?.best).toBe(0.98);
    updateBoard(board, store, { type: "started", run: running("a"), adopted: false });
    expect(board.leader).toBeNull();
  });

  it("never takes NaN for the best", () => {
    const board = boardOfThree();
    board.apply({ type: "started", run: running("a"), adopted: false });
    board.apply({ type: "metrics", runId: "a", points: accuracy(Number.NaN) });
    expect(board.leader).toBeNull();
    board.apply({ type: "metrics", runId: "a", points: accuracy(0.1) });
    expect(board.leader?.run.id).toBe("a");
  });
});

describe("the time left", () => {
  it("is not guessed before a run's pace is known", () => {
    const board = boardOfThree();
    board.apply({ type: "started", run: running("a"), adopted: false });
    expect(sweepTimeLeft(board, 5_000)).toBeNull();
  });

  it("is the running run's remainder plus a mean run for each queued one, shared by the runs at once", () => {
    const board = boardOfThree();
    board.apply({ type: "started", run: running("a"), adopted: false });
    board.apply({
      type: "progress",
      runId: "a",
      progress: { done: 1, total: 2, unit: "step", status: "" },
    });
    const row = board.rows.get("a");
    expect(row && runTimeLeft(row, 10_000)).toBe(10_000);
    expect(sweepTimeLeft(board, 10_000)).toBe((10_000 + 2 * 20_000) / 2);
  });
});
