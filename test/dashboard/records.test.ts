import { describe, expect, it } from "vitest";
import { recordTable } from "../../dashboard/src/run/records.js";

describe("a list of flat objects", () => {
  it("is a table whose columns of sizes are added up", () => {
    const table = recordTable([
      { name: "conv_1", output: "14×14×16", parameters: 416, rate: 0.1 },
      { name: "logits", output: "10", parameters: 10_250, rate: 0.2 },
    ]);
    expect(table).toEqual({
      columns: [
        { name: "name", isNumeric: false, total: null },
        { name: "output", isNumeric: false, total: null },
        { name: "parameters", isNumeric: true, total: "10,666" },
        { name: "rate", isNumeric: true, total: null },
      ],
      rows: [
        ["conv_1", "14×14×16", "416", "0.1"],
        ["logits", "10", "10,250", "0.2"],
      ],
    });
  });

  it("shows a dash for a key that an object lacks, and a shape as JSON", () => {
    const table = recordTable([{ name: "a", shape: [28, 28] }, { name: "b" }]);
    expect(table?.rows).toEqual([
      ["a", "[28,28]"],
      ["b", "–"],
    ]);
  });

  it.each([
    ["a word", "cnn"],
    ["an object", { a: 1 }],
    ["no objects", []],
    ["empty objects", [{}]],
    ["numbers", [1, 2]],
    ["nested objects", [{ a: { b: 1 } }]],
    ["lists of objects in objects", [{ a: [{ b: 1 }] }]],
  ])("is not %s", (_, value) => {
    expect(recordTable(value)).toBeNull();
  });
});
