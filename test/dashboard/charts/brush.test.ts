import { describe, expect, it } from "vitest";
import {
  brushFilter,
  brushOf,
  isWithin,
  keptBy,
  spanOf,
} from "../../../dashboard/src/charts/parallel/brush.js";
import { toColumn } from "../../../dashboard/src/charts/table/column.js";
import { columnAxis } from "../../../dashboard/src/charts/table/column-axis.js";

const lr = toColumn("lr", "lr", [0.001, 0.01, 0.1, null]);
const optimizer = toColumn("optimizer", "optimizer", ["adam", "sgd", "rmsprop", "adam"]);
const raw = (name: string) => name;

describe("a brush on an axis", () => {
  it("keeps the runs whose value lies within it, and none without a value", () => {
    const brush = { low: 0.005, high: 0.2 };
    expect([0, 1, 2, 3].map((i) => isWithin(brush, lr, i))).toEqual([false, true, true, false]);
  });

  it("keeps a run only where every axis keeps it", () => {
    const brushes = { lr: { low: 0.001, high: 0.01 }, optimizer: { names: ["adam", "rmsprop"] } };
    expect([...keptBy([lr, optimizer], brushes, 4)]).toEqual([1, 0, 0, 0]);
    expect([...keptBy([lr, optimizer], {}, 4)]).toEqual([1, 1, 1, 1]);
  });

  it("is what was drawn on the axis, and lies where it was drawn", () => {
    const axis = columnAxis(lr, { log: true });
    const brush = brushOf([0.75, 0.25], lr, axis);
    expect(brush).toEqual({ low: 0.003162, high: 0.03162 });
    const [low, high] = spanOf(brush ?? { names: [] }, lr, axis);
    expect([low, high].map((each) => Number(each.toFixed(3)))).toEqual([0.25, 0.75]);
  });

  it("takes the categories that it encloses, or is none", () => {
    const axis = columnAxis(optimizer, { log: false });
    expect(brushOf([0, 0.6], optimizer, axis)).toEqual({ names: ["adam", "rmsprop"] });
    expect(brushOf([0.3, 0.35], optimizer, axis)).toBeNull();
    const [low, high] = spanOf({ names: ["rmsprop"] }, optimizer, axis);
    expect(low).toBeCloseTo((1 - 0.3 + 0.5) / 3, 10);
    expect(high).toBeCloseTo((1 + 0.3 + 0.5) / 3, 10);
  });

  it("is a filter of the runs table", () => {
    expect(brushFilter("lr", { low: 0.001, high: 0.1 }, raw)).toBe("lr >= 0.001 and lr <= 0.1");
    expect(brushFilter("o", { names: ["adam"] }, raw)).toBe('o = "adam"');
    expect(brushFilter("o", { names: ["a", 'b"'] }, raw)).toBe('(o = "a" or o = "b\\"")');
    expect(brushFilter("bn", { names: ["true"] }, () => true)).toBe("bn = true");
    expect(brushFilter("augment", { names: ["x"] }, () => ({ rotation: 10 }))).toBe(
      'augment = {"rotation":10}',
    );
  });
});
