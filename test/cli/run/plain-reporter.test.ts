import { PassThrough } from "node:stream";
import { beforeEach, describe, expect, it } from "vitest";
import { Board } from "../../../src/cli/run/board.js";
import { createPlainReporter } from "../../../src/cli/run/plain-reporter.js";
import type { Reporter } from "../../../src/cli/run/reporter.js";
import type { SchedulerEvent } from "../../../src/scheduler/scheduler-events.js";
import { runRecord, sweepRecord } from "./fixtures.js";

let now: number;
let out: PassThrough;
let board: Board;
let reporter: Reporter;

beforeEach(() => {
  now = 0;
  out = new PassThrough({ encoding: "utf8" });
  board = new Board();
  reporter = createPlainReporter(out, board, () => now);
  const runs = [runRecord("aa"), runRecord("bb")];
  tell({ type: "planned", sweep: sweepRecord(), runs, cached: 0, earlier: 0, concurrency: 2 });
  printed();
});

function tell(event: SchedulerEvent): void {
  board.apply(event);
  reporter.onEvent(event);
}

/** The lines since the last call. */
function printed(): string[] {
  return String(out.read() ?? "")
    .split("\n")
    .filter(Boolean);
}

/** The run logs these epochs, of which each is judged by a hundredth of its number, in one batch. */
function log(runId: string, ...epochs: number[]): void {
  const points = epochs.flatMap((epoch) => [
    { name: "val_accuracy", step: epoch, epoch, time: now, value: epoch / 100 },
    { name: "loss", step: epoch, epoch, time: now, value: 1 },
  ]);
  tell({ type: "metrics", runId, points });
}

function end(runId: string, retrying = false): void {
  const ended = { state: "finished", outcome: { type: "finished" } } as const;
  tell({ type: "ended", run: runRecord(runId, ended), retrying });
}

describe("what a run logs, on plain lines", () => {
  it("is one line every five seconds, however much it is, with the newest value of the judged metric", () => {
    for (now = 0; now < 10_000; now += 100) log("aa", now / 100 - 0.5, now / 100);
    expect(printed()).toEqual([
      "aa  epoch 0  val_accuracy 0.00 %",
      "aa  epoch 50  val_accuracy 50.00 %",
    ]);
  });

  it("ends with the last values, before the line that says how the run ended", () => {
    log("aa", 1);
    log("aa", 2);
    log("aa", 3);
    end("aa");
    expect(printed()).toEqual([
      "aa  epoch 1  val_accuracy 1.00 %",
      "aa  epoch 3  val_accuracy 3.00 %",
      "aa  finished",
    ]);
  });

  it("is not told twice where the last values were shown already", () => {
    log("aa", 1);
    end("aa");
    expect(printed()).toEqual(["aa  epoch 1  val_accuracy 1.00 %", "aa  finished"]);
  });

  it("is counted for each run and each attempt on its own", () => {
    log("aa", 1);
    log("bb", 2);
    end("aa", true);
    log("aa", 3);
    expect(printed()).toEqual([
      "aa  epoch 1  val_accuracy 1.00 %",
      "bb  epoch 2  val_accuracy 2.00 %",
      "aa  finished; trying again",
      "aa  epoch 3  val_accuracy 3.00 %",
    ]);
  });
});
