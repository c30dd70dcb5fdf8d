import { hashJson } from "../../core/hash.js";
import type { JsonValue, Parameters } from "../../core/json.js";
import { flatten } from "../flatten.js";

/** One parameter over all runs, as numbers. */
export interface Feature {
  name: string;
  /** Its value, or the number of its category; one for each run. A run that lacks a numeric parameter has -Infinity. */
  values: Float64Array;
  /** Do the numbers have an order? Else they are names. */
  isOrdered: boolean;
  distinct: number;
}

/** The parameters in which runs differ. Numbers and booleans have an order, everything else is a category. */
export function encodeParameters(runs: readonly Parameters[]): Feature[] {
  const flat = runs.map((parameters) => flatten(parameters));
  const names = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  const features = names.map((name) =>
    encode(
      name,
      flat.map((each) => each.get(name)),
    ),
  );
  return features.filter(({ distinct }) => distinct > 1);
}

type Cell = JsonValue | undefined;

function encode(name: string, cells: readonly Cell[]): Feature {
  const isOrdered =
    cells.every((cell) => cell === undefined || typeof cell === "number") ||
    cells.every((cell) => typeof cell === "boolean");
  const values = isOrdered ? Float64Array.from(cells, toNumber) : toCategories(cells);
  return { name, values, isOrdered, distinct: new Set(values).size };
}

function toNumber(cell: Cell): number {
  return cell === undefined ? Number.NEGATIVE_INFINITY : Number(cell);
}

function toCategories(cells: readonly Cell[]): Float64Array {
  const numbers = new Map<string, number>();
  return Float64Array.from(cells, (cell) => {
    const key = cell === undefined ? "" : hashJson(cell);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}
