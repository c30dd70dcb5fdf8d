import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { VerdictReport } from "../../src/api/verdict.js";
import type { SweepRecord } from "../../src/core/records.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { createVerdicts } from "../../src/server/kept-verdicts.js";
import { verdictRoute } from "../../src/server/routes/verdict.js";
import { answeringRun } from "../selection/answering-run.js";
import { createWorkspace } from "../selection/workspace.js";

function setUp() {
  const { store, runsDir, addSweep } = createWorkspace();
  const plan = (id: string, wrong: number) => answeringRun(id, { rows: 1000, wrong });
  addSweep("digits", [plan("plain", 30), plan("bn", 5), { id: "waits", state: "queued" }]);
  const verdictOf = createVerdicts({ store, runsDir });
  const asked: string[] = [];
  const reachVerdict = async (sweep: SweepRecord) => {
    asked.push(sweep.name);
    return verdictOf(sweep);
  };
  const route = verdictRoute({ store, reachVerdict });
  return {
    runsDir,
    asked,
    store,
    async getVerdict(query: Record<string, string>): Promise<VerdictReport> {
      const reply = await route.handle({ params: {}, query });
      if (reply.type !== "json") throw new Error("expected JSON");
      return reply.value as VerdictReport;
    },
  };
}

it("says in words how the finished runs of a sweep compare", async () => {
  const { contestants, sentences } = await setUp().getVerdict({ sweep: "digits" });
  expect(contestants.map(({ runs }) => runs)).toEqual([["bn"], ["plain"]]);
  expect(sentences[0]).toBe("`bn` beats `plain` (p < 0.001).");
});

it("is reached once for a state of the store, however many ask", async () => {
  const { getVerdict, asked, store } = setUp();
  const ask = () => getVerdict({ sweep: "digits" });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second).toEqual(first);
  expect(asked).toEqual(["digits"]);
  store.annotateRuns(["bn"], { note: "another state" });
  expect(await ask()).toEqual(first);
  expect(asked).toEqual(["digits", "digits"]);
});

it("keeps a verdict while the finished runs stay the same", async () => {
  const { getVerdict, runsDir, store } = setUp();
  const before = await getVerdict({ sweep: "digits" });
  rmSync(join(runPaths(runsDir, "plain").artifacts, "predictions.csv"));
  store.annotateRuns(["bn"], { note: "another state" });
  const read = vi.spyOn(store, "listSweepRuns");
  expect(await getVerdict({ sweep: "digits" })).toEqual(before);
  expect(read).not.toHaveBeenCalled(); // it is known by the runs' ids
});

it("wants a sweep that there is", async () => {
  const { getVerdict } = setUp();
  await expect(getVerdict({ sweep: "none" })).rejects.toThrow(
    "sweep: expected one of `digits`, got `none`",
  );
  await expect(getVerdict({})).rejects.toThrow("sweep: ");
});
