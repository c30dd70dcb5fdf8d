import { stableJson } from "../../core/hash.js";
import type { JsonValue, Parameters } from "../../core/json.js";
import { isObject, namedParameters } from "../../core/parameter-names.js";
import type { Connection } from "./connection.js";

export type ParamType = "null" | "boolean" | "number" | "string" | "list" | "object";

/** A parameter's value in the columns of `run_params`. */
export interface ParamColumns {
  type: ParamType;
  number: number | null;
  text: string | null;
}

/** Writes the parameters of a run that was just created. Call it inside the transaction. */
export type SaveParams = (runId: string, parameters: Parameters) => void;

export function createSaveParams({ db }: Connection): SaveParams {
  const save = db.prepare<[object]>(`
    insert into run_params (name, run, type, number, text)
    select @name, number, @type, @number, @text from runs where id = @runId
    on conflict do nothing`); // "a.b" may be a name of its own beside the part b of a: the first counts
  return (runId, parameters) => {
    for (const [name, value] of namedParameters(parameters))
      save.run({ runId, name, ...toColumns(value) });
  };
}

export function toColumns(value: JsonValue): ParamColumns {
  if (value === null) return { type: "null", number: null, text: null };
  switch (typeof value) {
    case "boolean":
      return { type: "boolean", number: Number(value), text: null };
    case "number":
      return { type: "number", number: value, text: null };
    case "string":
      return { type: "string", number: null, text: value };
    default:
      return { type: isObject(value) ? "object" : "list", number: null, text: stableJson(value) };
  }
}

export function fromColumns({ type, number, text }: ParamColumns): JsonValue {
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return number === 1;
    case "number":
      return number;
    case "string":
      return text;
    default:
      return JSON.parse(text ?? "null") as JsonValue; // written by `toColumns`
  }
}
