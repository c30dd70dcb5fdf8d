import { expect, it } from "vitest";
import { compareFacts } from "../../src/analysis/compare-rows.js";
import { flatten } from "../../src/analysis/flatten.js";

it("opens objects to dotted names, and leaves lists and empty objects whole", () => {
  const flat = flatten({ lr: 1, augment: { shift: 2, of: { zoom: [1, 2] } }, empty: {} });
  expect([...flat]).toEqual([
    ["lr", 1],
    ["augment.shift", 2],
    ["augment.of.zoom", [1, 2]],
    ["empty", {}],
  ]);
});

it("puts what differs first and tells a missing value from null", () => {
  const rows = compareFacts([
    new Map([
      ["same", { value: { b: 1, a: 2 } }],
      ["lr", { value: 0.1 }],
      ["stop", { value: null }],
    ]),
    new Map([
      ["same", { value: { a: 2, b: 1 } }],
      ["lr", { value: 0.2 }],
      ["seconds", { value: 3, unit: "seconds" as const }],
    ]),
  ]);
  expect(rows.map(({ name, differs }) => [name, differs])).toEqual([
    ["lr", true],
    ["stop", true],
    ["seconds", true],
    ["same", false],
  ]);
  expect(rows[1]?.cells).toEqual([{ value: null }, null]);
  expect(rows[2]).toMatchObject({ cells: [null, { value: 3 }], unit: "seconds" });
});
