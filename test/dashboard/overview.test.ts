import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestAxis, curvePoints } from "../../dashboard/src/charts/curve-points.js";
import { indexOfNearest } from "../../dashboard/src/charts/nearest-per-series.js";
import { seriesStyle } from "../../dashboard/src/charts/series-style.js";
import { spreadEpochs } from "../../dashboard/src/charts/spread-epochs.js";
import { tooltipLine, tooltipTitle } from "../../dashboard/src/charts/tooltip-text.js";
import { createColumns, SPECIAL_RANKS, sortRows } from "../../dashboard/src/overview/columns.js";
import { defaultSelection } from "../../dashboard/src/overview/selection.js";
import { durationAt, metricNames, SweepModel } from "../../dashboard/src/overview/sweep-model.js";
import type { MetricValues, RunRow } from "../../src/api/runs.js";
import type { SweepItem } from "../../src/api/sweeps.js";

const SWEEP: SweepItem = {
  name: "bn",
  description: "",
  method: "grid",
  metric: { name: "val_accuracy", goal: "maximize" },
  file: "bn.yaml",
  createdAt: 0,
  updatedAt: 0,
  states: { queued: 0, running: 0, finished: 0, failed: 0, cancelled: 0 },
};

describe("the runs table", () => {
  const model = createModel([
    row("a", { state: "finished", score: score(0.98), parameters: { lr: 0.1, epochs: 6 } }),
    row("b", { state: "queued", parameters: { lr: 0.01, epochs: 6 } }),
    row("c", { state: "running", score: score(0.99), parameters: { lr: 1, epochs: 6 } }),
  ]);
  const columns = createColumns(SWEEP, model);
  const sortedBy = (column: string, descending = false) =>
    sortRows(model.rows, { column, descending }, [...SPECIAL_RANKS, ...columns], 0).map(
      (live) => live.row.id,
    );

  it("has a column for each parameter that varies, after the results", () => {
    expect(columns.map(({ title }) => title)).toEqual([
      "best val_accuracy",
      "epochs",
      "duration",
      "lr",
    ]);
  });

  it("sorts numbers by size, and puts runs without a value last in both directions", () => {
    expect(sortedBy("best")).toEqual(["a", "c", "b"]);
    expect(sortedBy("best", true)).toEqual(["c", "a", "b"]);
    expect(sortedBy("parameters.lr")).toEqual(["b", "a", "c"]);
  });

  it("sorts by state with those at work first", () => {
    expect(sortedBy("state")).toEqual(["c", "b", "a"]);
  });

  it("keeps the experiment's order where the column does not exist", () => {
    expect(sortedBy("nothing")).toEqual(["a", "b", "c"]);
  });

  it("shows epochs done of all, or evaluations where there is no such parameter", () => {
    const texts = model.rows.map((live) => columns[1]?.text(live, 0));
    expect(texts).toEqual(["6 / 6", "0 / 6", "6 / 6"]);
    const other = createModel([row("a", { score: score(0.5) })]);
    const [, evaluations] = createColumns(SWEEP, other);
    expect(evaluations?.title).toBe("evaluations");
    expect(other.rows.map((live) => evaluations?.text(live, 0))).toEqual(["6"]);
  });

  it("shows NaN where no value was finite", () => {
    const nan = { ...score(0.5), best: null, nonFinite: "NaN" as const };
    const live = { row: row("a", { score: nan }), receivedAt: 0 };
    expect(columns[0]?.text(live, 0)).toBe("NaN");
  });
});

describe("the sweep's model", () => {
  it("counts the duration of a running run on, whatever the server's clock says", () => {
    const running = { row: row("a", { state: "running", durationMs: 5_000 }), receivedAt: 1_000 };
    expect(durationAt(running, 3_500)).toBe(7_500);
    const ended = { row: row("a", { state: "finished", durationMs: 5_000 }), receivedAt: 1_000 };
    expect(durationAt(ended, 3_500)).toBe(5_000);
  });

  it("does not take in a run that its list does not have", () => {
    const model = createModel([row("a")]);
    expect(model.apply(row("b"), 0)).toBe(false);
    expect(model.apply(row("a", { state: "running" }), 0)).toBe(true);
    expect(model.get("a")?.row.state).toBe("running");
  });

  it("names the judging metric first", () => {
    const { rows } = createModel([
      row("a", { metrics: { loss: values(1), accuracy: values(1), val_accuracy: values(1) } }),
    ]);
    expect(metricNames(rows, ["val_accuracy"])).toEqual(["val_accuracy", "accuracy", "loss"]);
  });

  it("draws ten runs where the user has not chosen: those at work, the best, then those that began last", () => {
    const runs = [
      ...Array.from({ length: 14 }, (_, i) =>
        row(`done${i}`, { state: "finished", startedAt: i, score: score(0.9 + i / 1000) }),
      ),
      row("failed", { state: "failed", startedAt: 99 }),
      row("early", { state: "running", startedAt: 20 }),
      row("late", { state: "running", startedAt: 21, score: score(0.1) }),
      row("waiting"),
    ];
    expect(defaultSelection(createModel(runs).rows)).toEqual([
      ...["late", "early", "done13", "done12", "done11"],
      ...["done10", "done9", "done8", "done7", "done6"],
    ]);
    const few = createModel([...runs.slice(0, 1), ...runs.slice(14)]);
    expect(defaultSelection(few.rows)).toEqual(["late", "early", "done0", "failed"]);
  });

  it("takes the lowest values for the best where the metric is minimized", () => {
    const runs = Array.from({ length: 12 }, (_, i) =>
      row(`r${i}`, { startedAt: 1, score: { ...score(i), goal: "minimize" } }),
    );
    expect(defaultSelection(createModel(runs).rows)).toEqual(runs.slice(0, 10).map(({ id }) => id));
  });
});

describe("curves", () => {
  const curve = {
    run: "a",
    steps: [10, 20, 30],
    epochs: [1, null, 3],
    seconds: [5, 6, 7],
    values: [0.5, 0.6, 0.7],
    count: 3,
    nonFinite: [],
  };

  it("are drawn over steps, time or epochs, there without points that have none", () => {
    expect(curvePoints(curve, "step").map(({ x }) => x)).toEqual([10, 20, 30]);
    expect(curvePoints(curve, "time").map(({ x }) => x)).toEqual([5, 6, 7]);
    expect(curvePoints(curve, "epoch")).toEqual([
      { x: 1, y: 0.5 },
      { x: 3, y: 0.7 },
    ]);
  });

  it("are drawn over epochs only where every point has one", () => {
    expect(bestAxis([curve])).toBe("step");
    expect(bestAxis([{ ...curve, epochs: [1, 2, 3] }])).toBe("epoch");
  });

  it("lie side by side within an epoch in which they were logged several times", () => {
    const points = { steps: [5, 10, 15, 20, 25], epochs: [1, 1, 2, 2, 3] };
    const several = {
      run: "a",
      ...points,
      seconds: [1, 2, 3, 4, 5],
      values: [5, 4, 3, 2, 1],
      count: 5,
      nonFinite: [],
    };
    expect(curvePoints(several, "epoch").map(({ x }) => x)).toEqual([0.5, 1, 1.5, 2, 2.5]);
    const fromZero = { ...several, epochs: [0, 0, 1, 1, 2] };
    expect(curvePoints(fromZero, "epoch").map(({ x }) => x)).toEqual([0.5, 1, 1.5, 2, 2.5]);
  });

  it("stay where they are over epochs that are fractions, and before the first epoch is over stay in it", () => {
    expect(spreadEpochs({ steps: [5, 10, 15], epochs: [0.5, 1, 1.5] })).toEqual([0.5, 1, 1.5]);
    expect(spreadEpochs({ steps: [5, 10], epochs: [1, 1] })).toEqual([0.5, 1]);
    expect(spreadEpochs({ steps: [], epochs: [] })).toEqual([]);
  });

  it("advance along spread epochs, never past the one that was logged", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (perEpoch) => {
        const epochs = perEpoch.flatMap((count, i) => Array<number>(count).fill(i + 1));
        const xs = spreadEpochs({ steps: epochs.map((_, i) => 7 * (i + 1)), epochs });
        xs.forEach((x, i) => {
          expect(x).toBeGreaterThanOrEqual((epochs[i] ?? 0) - 1);
          expect(x).toBeLessThanOrEqual(epochs[i] ?? 0);
          expect(x).toBeGreaterThanOrEqual(xs[i - 1] ?? 0);
        });
      }),
    );
  });

  it("tell the point nearest to the pointer, where they reach to it", () => {
    const points = curvePoints(curve, "step");
    expect([-5, 14, 16, 99].map((x) => indexOfNearest(points, x))).toEqual([0, 0, 1, 2]);
    expect([4, 5, 35, 36].map((x) => indexOfNearest(points, x, 5))).toEqual([null, 0, 2, null]);
    expect(indexOfNearest([], 1)).toBeNull();
  });

  it("are named with their values, and where their points are", () => {
    expect(tooltipTitle("epoch", [3, 3])).toBe("epoch 3");
    expect(tooltipTitle("time", [84.2, 80])).toBe("time 1m 20s – 1m 24s");
    expect(tooltipLine("val_accuracy", 0.99314, "augment=on")).toBe("99.31 %  augment=on");
  });

  it("look different for the first 64 runs", () => {
    const looks = Array.from({ length: 64 }, (_, i) => JSON.stringify(seriesStyle(i)));
    expect(new Set(looks).size).toBe(64);
  });
});

function createModel(runs: RunRow[]): SweepModel {
  return new SweepModel(
    { runs, total: runs.length, revision: 1, varying: ["lr"].filter(() => runs.length > 1) },
    0,
  );
}

function score(best: number): NonNullable<RunRow["score"]> {
  const metric = { metric: "val_accuracy", goal: "maximize" } as const;
  return { ...metric, best, bestStep: 1, last: best, count: 6, nonFinite: null };
}

function values(value: number): MetricValues {
  return { best: value, last: value, min: value, max: value, count: 1 };
}

function row(id: string, changes: Partial<RunRow> = {}): RunRow {
  return {
    number: 1,
    ...{ id, name: id, sweeps: ["bn"], parameters: {}, seed: 1, repeat: 0, variant: id },
    ...{ state: "queued", tags: [], note: "", pinned: false, archived: false },
    ...{ outcome: null, attempt: 0, progress: null, score: null, metrics: {}, backend: null },
    ...{ createdAt: 0, startedAt: null, endedAt: null, durationMs: null, champion: false },
    revision: 1,
    ...changes,
  };
}
