import { expect, test } from "vitest";
import { promoteRun, promotionHistory, undoPromotion } from "../../src/selection/promotion.js";
import { createWorkspace, START } from "./workspace.js";

function setUp() {
  const workspace = createWorkspace();
  const [first, second, failed] = workspace.addSweep("digits", [
    { id: "aaaa" },
    { id: "bbbb" },
    { id: "cccc", state: "failed" },
  ]);
  if (!first || !second || !failed) throw new Error("the runs were not saved");
  return { store: workspace.store, first, second, failed };
}

test("a promotion says where the champion was and is, and undo goes back", () => {
  const { store, first, second } = setUp();
  expect(promoteRun(store, { run: first, reason: "a", now: START })).toMatchObject({
    from: null,
    to: "aaaa",
  });
  expect(promoteRun(store, { run: second, reason: "b", now: START })).toMatchObject({
    from: "aaaa",
    to: "bbbb",
  });
  expect(undoPromotion(store, START)).toMatchObject({ from: "bbbb", to: "aaaa" });
  expect(undoPromotion(store, START)).toMatchObject({ from: "aaaa", to: null });
  expect(() => undoPromotion(store, START)).toThrow("there is no promotion to undo");
});

test("promoting the champion again changes nothing", () => {
  const { store, first } = setUp();
  promoteRun(store, { run: first, reason: "a", now: START });
  expect(promoteRun(store, { run: first, reason: "b", now: START })).toEqual({
    from: "aaaa",
    to: "aaaa",
    record: null,
  });
  expect(promotionHistory(store)).toHaveLength(1);
});

test("the history keeps every change with its reason, newest first", () => {
  const { store, first, second } = setUp();
  promoteRun(store, { run: first, reason: "first try", now: START });
  promoteRun(store, { run: second, reason: "better", now: START + 1 });
  undoPromotion(store, START + 2);
  expect(
    promotionHistory(store).map(({ action, runId, reason }) => [action, runId, reason]),
  ).toEqual([
    ["undo", "aaaa", "undo of promotion 2"],
    ["promote", "bbbb", "better"],
    ["promote", "aaaa", "first try"],
  ]);
});

test("a run that is not finished is not promoted", () => {
  const { store, failed } = setUp();
  expect(() => promoteRun(store, { run: failed, reason: "", now: START })).toThrow(
    "run cccc is failed: expected a finished run, only those can be promoted",
  );
  expect(store.resolveAlias("champion")).toBeNull();
});
