import { describe, expect, it } from "vitest";
import type { ProcessEnd } from "../../src/executors/executor.js";
import type { ExitReport } from "../../src/protocol/exit-report.js";
import { classify } from "../../src/scheduler/classify.js";

const report = (fields: Partial<ExitReport>): ExitReport => ({
  code: null,
  signal: null,
  not_started: false,
  timed_out: false,
  started_at: 0,
  ended_at: 1_000,
  max_rss_bytes: null,
  cpu_seconds: null,
  ...fields,
});
const end = (fields: Partial<ProcessEnd>): ProcessEnd => ({
  report: null,
  code: null,
  signal: null,
  outOfMemory: false,
  ...fields,
});

describe("classify", () => {
  it("calls exit code 0 finished, even when we had asked the run to stop a moment before", () => {
    const finished = end({ report: report({ code: 0 }) });
    expect(classify(finished, null, null)).toEqual({ type: "finished" });
    expect(classify(finished, { type: "cancelled", by: "user" }, null)).toEqual({
      type: "finished",
    });
  });

  it("keeps a non-zero exit code and the trainer's last words", () => {
    expect(
      classify(end({ report: report({ code: 3, message: "loss became NaN" }) }), null, null),
    ).toEqual({
      type: "exit-code",
      code: 3,
      message: "loss became NaN",
    });
  });

  it("tells the out-of-memory killer from any other SIGKILL by what was counted", () => {
    expect(classify(end({ signal: "SIGKILL" }), null, null)).toEqual({
      type: "signal",
      signal: "SIGKILL",
    });
    expect(classify(end({ signal: "SIGKILL", outOfMemory: true }), null, null)).toEqual({
      type: "out-of-memory",
      signal: "SIGKILL",
    });
  });

  it("prefers our own reason to the signal that we sent", () => {
    expect(
      classify(end({ signal: "SIGKILL" }), { type: "cancelled", by: "shutdown" }, null),
    ).toEqual({
      type: "cancelled",
      by: "shutdown",
    });
    expect(
      classify(end({ report: report({ signal: "SIGTERM", timed_out: true }) }), null, 60_000),
    ).toEqual({
      type: "timeout",
      afterMs: 60_000,
    });
  });

  it("says what kept a program from starting", () => {
    const missing = end({
      report: report({ code: 127, not_started: true, message: "spawn nope ENOENT" }),
    });
    expect(classify(missing, null, null)).toEqual({
      type: "not-started",
      message: "spawn nope ENOENT",
    });
  });

  it("calls an end that nobody saw lost", () => {
    expect(classify(end({}), null, null)).toEqual({ type: "lost" });
  });
});
