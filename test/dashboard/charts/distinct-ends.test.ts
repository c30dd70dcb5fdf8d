import { expect, it } from "vitest";
import { distinctEnds } from "../../../dashboard/src/charts/frame/distinct-ends.js";

const split = (...names: string[]) =>
  distinctEnds(names.map((name, i) => ({ name, id: `id${i}` }))).map(
    ({ split: { start, end } }) => `${start}|${end}`,
  );

it("keeps of each name the shortest end of whole words that no other one has", () => {
  expect(split("norm=true lr=1 fold=1/5", "norm=true lr=1 fold=2/5")).toEqual([
    "norm=true lr=1 |fold=1/5",
    "norm=true lr=1 |fold=2/5",
  ]);
  expect(split("a=1 b=1 fold=1/5", "a=1 b=2 fold=1/5", "a=1 b=2 fold=2/5")).toEqual([
    "a=1 |b=1 fold=1/5",
    "a=1 |b=2 fold=1/5",
    "a=1 b=2 |fold=2/5",
  ]);
});

it("cuts what all names begin with where only the whole name tells one from the others, never into a value", () => {
  expect(split("lr=11", "lr=1")).toEqual(["lr=|11", "lr=|1"]);
  expect(split("norm=true aug=true", "norm=true aug=false", "norm=false aug=true")).toEqual([
    "norm=|true aug=true",
    "norm=true |aug=false",
    "norm=|false aug=true",
  ]);
  expect(split("a=1 b=1")).toEqual(["a=1 |b=1"]);
});

it("keeps all of a name that is another one's end", () => {
  expect(split("b=1", "a=1 b=1")).toEqual(["|b=1", "|a=1 b=1"]);
});

it("tells runs of one name apart by their ids", () => {
  expect(split("a=1", "a=1", "a=2")).toEqual(["a=1 |id0", "a=1 |id1", "a=|2"]);
});
