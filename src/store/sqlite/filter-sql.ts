import { assertNever } from "../../core/assert-never.js";
import type { JsonValue } from "../../core/json.js";
import type { Field, Filter } from "../../query/filter.js";
import { hasParameter, hasValue, isParameter, type Sql } from "./field-sql.js";
import { type ParamType, toColumns } from "./run-params.js";

/** A condition that is true or false, never NULL, of the row of `runs` at hand. */
export function filterSql(filter: Filter): Sql {
  switch (filter.type) {
    case "and":
    case "or":
      return joined(filter.parts.map(filterSql), filter.type);
    case "not":
      return wrapped("not ", filterSql(filter.part));
    case "missing":
      return wrapped("not ", has(filter.field, TRUE, TRUE));
    case "equal":
      return equal(filter.field, filter.values);
    case "compare":
      return compare(filter);
    case "contains":
      return has(
        filter.field,
        { text: "type = 'string' and contains(text, ?)", values: [filter.text] },
        { text: "contains(value, ?)", values: [filter.text] },
      );
    default:
      return assertNever(filter);
  }
}

const TRUE: Sql = { text: "true", values: [] };

/** Halves joined with each other: SQLite's expressions may be a thousand levels deep, and a chain has a level for each part. */
function joined(parts: readonly Sql[], operator: "and" | "or"): Sql {
  const [first, second] = parts;
  if (!first) return TRUE;
  if (!second) return first;
  const middle = Math.ceil(parts.length / 2);
  const left = joined(parts.slice(0, middle), operator);
  const right = joined(parts.slice(middle), operator);
  return {
    text: `(${left.text} ${operator} ${right.text})`,
    values: [...left.values, ...right.values],
  };
}

function wrapped(before: string, { text, values }: Sql): Sql {
  return { text: `${before}(${text})`, values };
}

/** A parameter's condition is about the columns of `run_params`, any other field's about `value`. */
function has(field: Field, ofParameter: Sql, ofValue: Sql): Sql {
  return isParameter(field) ? hasParameter(field, ofParameter) : hasValue(field, ofValue);
}

function equal(field: Field, values: readonly JsonValue[]): Sql {
  const plain = values.map((value) => (typeof value === "boolean" ? Number(value) : value));
  return has(field, equalParameter(values), isOneOf("value", plain.filter(isScalar)));
}

function isScalar(value: JsonValue): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function equalParameter(values: readonly JsonValue[]): Sql {
  const columns = values.map(toColumns);
  const ofTypes = [...new Set(columns.map(({ type }) => type))].map((type) => {
    const contents = columns.filter((each) => each.type === type);
    return ofType(
      type,
      contents.map(({ number, text }) => number ?? text),
    );
  });
  return joined(ofTypes, "or");
}

function ofType(type: ParamType, contents: readonly (string | number | null)[]): Sql {
  const isType: Sql = { text: "type = ?", values: [type] };
  if (type === "null") return isType;
  const column = type === "number" || type === "boolean" ? "number" : "text";
  return joined([isType, isOneOf(column, contents)], "and");
}

function isOneOf(column: string, values: readonly (string | number | null)[]): Sql {
  return { text: `${column} in (${values.map(() => "?").join(", ")})`, values: [...values] };
}

function compare({ field, operator, value }: Extract<Filter, { type: "compare" }>): Sql {
  const [type, column] = typeof value === "number" ? ["number", "number"] : ["string", "text"];
  return has(
    field,
    { text: `type = ? and ${column} ${operator} ?`, values: [type, value] },
    { text: `value ${operator} ?`, values: [value] },
  );
}
