import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { coloursFor } from "../../../src/cli/format/colours.js";
import { Board } from "../../../src/cli/run/board.js";
import { createLiveReporter } from "../../../src/cli/run/live-reporter.js";
import type { SchedulerEvent } from "../../../src/scheduler/scheduler-events.js";
import { runRecord, sweepRecord } from "./fixtures.js";

it("draws nothing below what is printed after it was closed", async () => {
  const out = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 24 });
  const board = new Board();
  const look = () => ({ colours: coloursFor({ isTTY: false }), width: 100, now: 0 });
  const reporter = createLiveReporter(out, board, look);
  const runs = [runRecord("aa")];
  const counts = { cached: 0, earlier: 0, concurrency: 1 };
  const planned: SchedulerEvent = { type: "planned", sweep: sweepRecord(), runs, ...counts };
  board.apply(planned);
  reporter.onEvent(planned);
  reporter.close();
  out.write("the summary\n");
  reporter.close();
  out.end();
  const [before, after] = (await text(out)).split("the summary\n");
  expect(before).toContain("x=aa");
  expect(after).toBe("");
});
