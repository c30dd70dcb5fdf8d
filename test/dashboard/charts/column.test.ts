import { describe, expect, it } from "vitest";
import { spansDecades, textAt, toColumn } from "../../../dashboard/src/charts/table/column.js";
import { columnAxis, shareOn, valueOn } from "../../../dashboard/src/charts/table/column-axis.js";

const column = (values: Parameters<typeof toColumn>[2]) => toColumn("f", "f", values);

describe("a column of many runs' values", () => {
  it("is one of numbers where nothing else occurs; what travels as text is a number", () => {
    const { values, names } = column([1, null, "NaN", "Infinity", undefined]);
    expect(names).toBeNull();
    expect([...values]).toEqual([1, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.NaN]);
  });

  it("is one of categories in natural order else, each value as it is read elsewhere", () => {
    const mixed = column(["conv10", "conv2", false, { rotation: 10, shift: 2 }, null]);
    expect(mixed.names).toEqual(["conv2", "conv10", "false", "rotation 10, shift 2"]);
    expect([...mixed.values]).toEqual([1, 0, 2, 3, Number.NaN]);
    expect([0, 3, 4].map((i) => textAt(mixed, i))).toEqual(["conv10", "rotation 10, shift 2", ""]);
  });

  it("asks for a logarithmic axis where positive numbers span decades", () => {
    expect(spansDecades(column([1e-4, 2e-3, 0.1]))).toBe(true);
    expect(spansDecades(column([0.002, 0.1, 0.2, 0.3, 0.4, 0.5]))).toBe(false);
    expect(spansDecades(column([1, 50]))).toBe(false);
    expect(spansDecades(column([0, 1e6]))).toBe(false);
    expect(spansDecades(column(["a"]))).toBe(false);
  });

  it("has an axis on which shares and values turn into each other", () => {
    for (const log of [false, true]) {
      const axis = columnAxis(column([0.001, 1]), { log });
      expect(valueOn(axis, shareOn(axis, 0.03))).toBeCloseTo(0.03, 10);
      expect([shareOn(axis, axis.min), shareOn(axis, axis.max)]).toEqual([0, 1]);
    }
    expect(shareOn(columnAxis(column([0.001, 1]), { log: true }), 0)).toBeNaN();
  });
});
