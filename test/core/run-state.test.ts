import { describe, expect, it } from "vitest";
import { canTransition, RUN_STATES } from "../../src/core/run-state.js";

describe("the state machine of a run", () => {
  it("allows exactly the documented changes", () => {
    const allowed = RUN_STATES.flatMap((from) =>
      RUN_STATES.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      "queued → running",
      "queued → cancelled",
      "running → queued",
      "running → finished",
      "running → failed",
      "running → cancelled",
      "failed → queued",
      "cancelled → queued",
    ]);
  });
});
