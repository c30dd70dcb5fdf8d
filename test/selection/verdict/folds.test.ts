import { expect, test } from "vitest";
import type { RunRecord } from "../../../src/core/records.js";
import { gatherFoldSets } from "../../../src/selection/fold-sets.js";
import { wilsonInterval } from "../../../src/selection/interval.js";
import { exactMcNemar } from "../../../src/selection/mcnemar.js";
import type { MarkedRun } from "../../../src/selection/verdict/marks.js";
import { reachVerdict } from "../../../src/selection/verdict/verdict.js";

const ROWS = 100;

interface Part {
  variant: string;
  fold: number;
  seed?: number;
  number?: number;
}

/** Only what a verdict reads of a run. */
function runOf({ variant, fold, seed = 1, number = fold + 1 }: Part): RunRecord {
  const definition = { seed, fold: { index: fold, count: 2 } };
  const name = `${variant} fold=${fold + 1}/2`;
  return { id: `${variant}${seed}-${fold}`, name, variant, number, definition } as RunRecord;
}

/** Fold 0 has the even rows, fold 1 the odd ones; the first `wrong` of all rows are answered wrong. */
function marksOf(wrong: Record<string, number>, rowsOf = (fold: number) => fold) {
  return (run: RunRecord): MarkedRun | null => {
    const few = wrong[run.variant];
    const first = rowsOf(run.definition.fold?.index ?? 0);
    if (few === undefined) return null;
    const rows = Int32Array.from({ length: ROWS / 2 }, (_, i) => 2 * i + first);
    return {
      ...{ id: run.id, ids: [run.id], seed: run.definition.seed, rows },
      labels: Uint8Array.from(rows, (row) => row % 10),
      right: Uint8Array.from(rows, (row) => Number(row >= few)),
    };
  };
}

const both = (variant: string, seed = 1) =>
  [0, 1].map((fold) => runOf({ variant, fold, seed })) as [RunRecord, RunRecord];

test("the folds of a configuration are compared as one that answered all rows", () => {
  const verdict = reachVerdict([...both("a"), ...both("b")], marksOf({ a: 3, b: 12 }));
  const [a, b] = verdict.contestants;
  expect(a).toMatchObject({ name: "a", runs: ["a1-0", "a1-1"], seeds: 1, folds: 2 });
  expect(a?.accuracy).toBeCloseTo(0.97, 12);
  expect({ low: a?.low, high: a?.high }).toEqual(wilsonInterval(97, 100));
  expect(b?.versusLeader).toMatchObject({ test: "mcnemar", pValue: exactMcNemar(9, 0), pairs: 1 });
  expect(verdict.rows).toBe(ROWS);
  expect(verdict.sentences[0]).toBe("`a` beats `b` (p = 0.004).");
  expect(verdict.sentences.join("\n")).toContain("their errors are not independent");
});

test("with repeats, the seeds' answers over all rows are compared pair by pair", () => {
  const runs = [1, 2, 3].flatMap((seed) => [...both("a", seed), ...both("b", seed)]);
  const { contestants } = reachVerdict(runs, marksOf({ a: 3, b: 12 }));
  expect(contestants.map(({ seeds, runs }) => [seeds, runs.length])).toEqual([
    [3, 6],
    [3, 6],
  ]);
  expect(contestants[1]?.versusLeader).toMatchObject({ test: "seeds-and-rows", pairs: 3 });
});

test("a configuration without all of its folds is compared with nothing, and named", () => {
  const runs = [...both("a"), ...both("c"), both("b")[0]];
  const { contestants, leftOutFolds, withoutPredictions, sentences } = reachVerdict(
    runs,
    marksOf({ a: 3, b: 0 }),
  );
  expect(contestants.map(({ name }) => name)).toEqual(["a"]);
  expect(leftOutFolds).toEqual([
    { name: "c", usable: 0, count: 2 },
    { name: "b", usable: 1, count: 2 },
  ]);
  expect(withoutPredictions).toBe(0);
  expect(sentences.at(-1)).toBe(
    "Not compared: `c`, of which 0 of 2 folds can be used so far, `b`, of which 1 of 2 folds can be used so far.",
  );
});

test("folds that answered the same rows are no folds, and that is said", () => {
  const { contestants, sentences } = reachVerdict(
    both("a"),
    marksOf({ a: 1 }, () => 0),
  );
  expect(contestants).toEqual([]);
  expect(sentences).toEqual(["Not compared: `a`, of which two folds answered the same rows."]);
});

test("of two runs of one fold the newer one counts, and folds stand in their order", () => {
  const old = { ...runOf({ variant: "a", fold: 0, number: 1 }), id: "old" };
  const set = gatherFoldSets([
    runOf({ variant: "a", fold: 1, number: 2 }),
    old,
    runOf({ variant: "a", fold: 0, number: 3 }),
  ]);
  expect(set.map(({ runs, count }) => [runs.map(({ id }) => id), count])).toEqual([
    [["a1-0", "a1-1"], 2],
  ]);
});
