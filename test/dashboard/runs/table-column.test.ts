import { describe, expect, it } from "vitest";
import { durationAt } from "../../../dashboard/src/live-row.js";
import { moved } from "../../../dashboard/src/pages/runs/table/moved.js";
import { nextSort } from "../../../dashboard/src/pages/runs/table/next-sort.js";
import {
  allColumns,
  defaultFields,
  type TableColumn,
} from "../../../dashboard/src/pages/runs/table/table-column.js";
import { COLUMNS, live, runRow } from "./examples.js";

const columns = allColumns(COLUMNS);

function column(field: string): TableColumn {
  const found = columns.find((each) => each.field === field);
  if (!found) throw new Error(`expected a column ${field}`);
  return found;
}

describe("the columns of the runs table", () => {
  it("are, without a choice, the metric that judges, how the run stands, and what varies", () => {
    const metric = { name: "val_loss", goal: "minimize" } as const;
    expect(defaultFields(COLUMNS, metric)).toEqual([
      ...["val_loss", "state", "progress", "duration", "lr", "optimizer", "tags", "id"],
    ]);
  });

  it("have the best, the last, the lowest and the highest value of every metric", () => {
    const run = live(
      runRow("a", {
        metrics: { val_accuracy: { best: 0.99, last: "NaN", min: 0.9, max: 0.99, count: 3 } },
      }),
    );
    const texts = ["", ".last", ".min", ".max"].map((value) => {
      const { content } = column(`val_accuracy${value}`);
      return content.kind === "metric" ? content.text(run) : null;
    });
    expect(texts).toEqual(["99.00 %", "NaN", "90.00 %", "99.00 %"]);
  });

  it("show four digits of a fraction that was drawn, and all of them as title", () => {
    const run = live(runRow("a", { parameters: { lr: 0.004980361484146434 } }));
    const { content } = column("lr");
    if (content.kind !== "text") throw new Error("expected text");
    expect(content.text(run, 0)).toBe("0.00498");
    expect(content.title?.(run)).toBe("0.004980361484146434");
  });

  it("draw a bar that is longest for the best of all runs, whichever way the metric goes", () => {
    const run = live(
      runRow("a", {
        metrics: { val_loss: { best: 0.1, last: 0.5, min: 0.1, max: 0.5, count: 2 } },
      }),
    );
    const shares = ["val_loss", "val_loss.last"].map((field) => {
      const { content } = column(field);
      return content.kind === "metric" ? content.share(run) : null;
    });
    expect(shares).toEqual([1, 0]);
  });

  it("sort by the better direction first, then the other one, then not at all", () => {
    const order = column("val_accuracy").sort ?? { field: "", descendingFirst: false };
    const first = nextSort([], order, false);
    const second = nextSort(first, order, false);
    expect(first).toEqual([{ field: "val_accuracy", descending: true }]);
    expect(second).toEqual([{ field: "val_accuracy", descending: false }]);
    expect(nextSort(second, order, false)).toEqual([]);
  });

  it("sort by several columns where they are added, and keep the place of one that is turned", () => {
    const lr = { field: "lr", descendingFirst: false };
    const state = { field: "state", descendingFirst: false };
    const both = nextSort(nextSort([], lr, false), state, true);
    expect(both.map(({ field }) => field)).toEqual(["lr", "state"]);
    expect(nextSort(both, lr, true)).toEqual([
      { field: "lr", descending: true },
      { field: "state", descending: false },
    ]);
    expect(nextSort(both, state, false)).toEqual([{ field: "state", descending: true }]);
  });

  it("move to another place, at most to the ends", () => {
    expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], "b", -5)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
  });

  it("count the duration of a running run on, whatever the server's clock says", () => {
    const running = live(runRow("a", { state: "running", durationMs: 5_000 }));
    expect(durationAt(running, 3_500)).toBe(7_500);
    expect(durationAt(live(runRow("a", { state: "finished", durationMs: 5_000 })), 3_500)).toBe(
      5_000,
    );
  });
});
