import { describe, expect, it } from "vitest";
import { PAGE_ROWS, RunSource } from "../../../dashboard/src/pages/runs/run-source.js";
import type { RunList } from "../../../src/api/runs.js";
import { runRow } from "./examples.js";

const TOTAL = 10_000;

/** A server of 10,000 runs whose answers come when the test lets them. */
function slowServer() {
  const asked: { offset: number; answer(prefix?: string): void; fail(): void }[] = [];
  const load = ({ offset, limit }: { offset: number; limit: number }) =>
    new Promise<RunList>((resolve, reject) => {
      const answer = (prefix = "run") => {
        const runs = Array.from({ length: limit }, (_, i) => runRow(`${prefix}${offset + i}`));
        resolve({ runs, total: TOTAL, revision: 7, varying: [] });
      };
      asked.push({ offset, answer, fail: () => reject(new Error("gone")) });
    });
  return { asked, source: new RunSource({ load, now: () => 0 }) };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("the rows of a query", () => {
  it("are read page by page, as they come into sight", async () => {
    const { asked, source } = slowServer();
    asked[0]?.answer();
    await source.first;
    expect(source.total.value).toBe(TOTAL);
    expect(source.row(5)?.row.id).toBe("run5");
    source.need(950, 1_020);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 900, 1_000]);
    expect(source.row(960)).toBeUndefined();
    for (const { answer } of asked) answer();
    await settle();
    expect(source.row(960)?.row.id).toBe("run960");
    source.need(951, 1_019);
    expect(asked).toHaveLength(3);
  });

  it("stay while they are read anew, and the later answer counts", async () => {
    const { asked, source } = slowServer();
    asked[0]?.answer();
    await source.first;
    source.refresh();
    source.refresh();
    expect(source.row(0)?.row.id).toBe("run0");
    asked[2]?.answer("new");
    await settle();
    asked[1]?.answer("old");
    await settle();
    expect(source.row(0)?.row.id).toBe("new0");
  });

  it("are replaced at once when a run changes, wherever they are", async () => {
    const { asked, source } = slowServer();
    asked[0]?.answer();
    await source.first;
    const before = source.version.value;
    expect(source.replace(runRow("run3", { state: "finished" }))).toBe(true);
    expect(source.row(3)?.row.state).toBe("finished");
    expect(source.version.value).toBeGreaterThan(before);
    expect(source.replace(runRow("elsewhere"))).toBe(false);
  });

  it("are asked for again after a failure that is told", async () => {
    const { asked, source } = slowServer();
    asked[0]?.fail();
    await source.first;
    expect(source.error.value).toBe("gone");
    expect(source.total.value).toBeNull();
    source.need(0, 10);
    asked[1]?.answer();
    await settle();
    expect(source.error.value).toBeNull();
    expect(source.row(1)?.row.id).toBe("run1");
  });

  it("are forgotten far from what is in sight, so that a page left open does not grow", async () => {
    const { asked, source } = slowServer();
    for (let row = 0; row < TOTAL; row += PAGE_ROWS) source.need(row, row + 10);
    for (const { answer } of asked) answer();
    await settle();
    expect([...source.rows()].length).toBe(30 * PAGE_ROWS);
    expect(source.row(TOTAL - 1)?.row.id).toBe("run9999");
    expect(source.row(0)).toBeUndefined();
  });
});
