import { describe, expect, it } from "vitest";
import {
  exactValue,
  formatBytes,
  formatDuration,
  formatMetric,
  formatNumber,
  formatValue,
} from "../../dashboard/src/format.js";
import { flatten, valueAt } from "../../dashboard/src/parameters.js";
import { groupMetrics } from "../../dashboard/src/run/metric-groups.js";

describe("text of values", () => {
  it.each([
    ["val_accuracy", 0.99314, "99.31 %"],
    ["acc", 1, "100.00 %"],
    ["val_accuracy", 98.2, "98.2"],
    ["vaccine_rate", 0.5, "0.5"],
    ["val_loss", 0.0281449, "0.02814"],
    ["loss", "NaN", "NaN"],
    ["loss", null, "–"],
  ])("shows the value of %s %s as %s", (name, value, text) => {
    expect(formatMetric(name, value)).toBe(text);
  });

  it.each([
    [0, "0"],
    [1234567.8, "1,234,568"],
    [-3, "-3"],
    [2.5e-7, "2.5e-7"],
    [3.4028e38, "3.403e+38"],
  ])("shows the number %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [null, "–"],
    [0, "0s"],
    [40, "0s"],
    [480, "0.5s"],
    [960, "1s"],
    [9_400, "9s"],
    [59_600, "1m 00s"],
    [84_000, "1m 24s"],
    [7_500_000, "2h 05m"],
  ])("shows %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    [0, "0 B"],
    [1536, "1.5 KiB"],
    [412e6, "392.9 MiB"],
  ])("shows %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("shows objects as words, lists as JSON, and a missing value as a dash", () => {
    expect(formatValue(0.004980361484146434)).toBe("0.00498");
    expect(formatValue([1 / 3, 1234567])).toBe("[0.3333,1234567]");
    expect(formatValue({ lr: 1 / 3 })).toBe("lr 0.3333");
    expect(exactValue({ lr: 1 / 3 })).toBe("lr 0.3333333333333333");
    expect(formatValue({ rotation: 10, nested: { zoom: 0.1 } })).toBe(
      "rotation 10, nested zoom 0.1",
    );
    expect([[32, 10], null, false, "cnn", undefined].map(formatValue)).toEqual([
      "[32,10]",
      "null",
      "false",
      "cnn",
      "–",
    ]);
  });
});

describe("nested parameters", () => {
  const parameters = { lr: 1, augment: { shift: 2, more: {} }, layers: [{ units: 3 }] };

  it("are flattened to dotted names", () => {
    expect(flatten(parameters)).toEqual([
      ["lr", 1],
      ["augment.shift", 2],
      ["augment.more", {}],
      ["layers", [{ units: 3 }]],
    ]);
  });

  it("are found by their dotted names", () => {
    expect(valueAt(parameters, "augment.shift")).toBe(2);
    expect(valueAt(parameters, "augment")).toEqual({ shift: 2, more: {} });
    expect(valueAt(parameters, "augment.zoom")).toBeUndefined();
  });
});

describe("a run's metrics", () => {
  it("share a chart with their validation, those that are validated first", () => {
    const names = ["learning_rate", "val_loss", "loss", "accuracy", "val_accuracy"];
    expect(groupMetrics(names)).toEqual([
      { title: "accuracy", metrics: ["accuracy", "val_accuracy"] },
      { title: "loss", metrics: ["loss", "val_loss"] },
      { title: "learning_rate", metrics: ["learning_rate"] },
    ]);
  });
});
