import type { SortKey } from "../../query/filter.js";
import type { RunQuery } from "../store.js";
import { isParameter, type Sql, singleValueOf } from "./field-sql.js";
import { filterSql } from "./filter-sql.js";

/** A query of the runs that are meant, in their order, by their `number`. `@now` is to be bound, too. */
export function searchSql(query: RunQuery): Sql {
  const keys = (query.sort ?? []).map(sortSql);
  const parts = [
    sql("select runs.number as number"),
    ...keys.map(({ column }) => column),
    source(query),
    ...keys.map(({ join }) => join),
    conditions(query),
    sql(
      `order by ${[...pinned(query), ...keys.map(({ order }) => order), inOrder(query)].join(", ")}`,
    ),
  ];
  return {
    text: parts.map(({ text }) => text).join(" "),
    values: parts.flatMap(({ values }) => values),
  };
}

function sql(text: string, ...values: Sql["values"]): Sql {
  return { text, values };
}

const NOTHING = sql("");

function source({ sweepId }: RunQuery): Sql {
  return sql(
    sweepId === null
      ? "from runs"
      : "from sweep_runs cross join runs on runs.id = sweep_runs.run_id", // in this order: a sweep may be a small part of all
  );
}

function conditions({ sweepId, all = false, filter, archived = "with" }: RunQuery): Sql {
  const parts = [
    ...(sweepId === null ? [] : [sql("sweep_id = ? and current >= ?", sweepId, all ? 0 : 1)]),
    ...(archived === "with" ? [] : [sql("archived = ?", archived === "only" ? 1 : 0)]),
    ...(filter ? [filterSql(filter)] : []),
  ];
  if (parts.length === 0) return NOTHING;
  return {
    text: `where ${parts.map(({ text }) => text).join(" and ")}`,
    values: parts.flatMap(({ values }) => values),
  };
}

function pinned({ pinnedFirst = false }: RunQuery): string[] {
  return pinnedFirst ? ["runs.pinned desc"] : [];
}

function inOrder({ sweepId }: RunQuery): string {
  return sweepId === null
    ? "runs.created_at desc, runs.number desc"
    : "current desc, position, runs.number";
}

interface SortSql {
  /** What the key needs in the list of columns, as a join, and in the order. */
  column: Sql;
  join: Sql;
  order: string;
}

function sortSql({ field, descending }: SortKey, index: number): SortSql {
  const name = `key_${index}`;
  const direction = descending ? "desc" : "asc";
  if (isParameter(field)) {
    const columns = [rankOf(`${name}.type`), `${name}.number`, `${name}.text`];
    return {
      column: NOTHING,
      join: sql(
        `left join run_params as ${name} on ${name}.name = ? and ${name}.run = runs.number`,
        field.name,
      ),
      order: [`${name}.type is null`, ...columns.map((each) => `${each} ${direction}`)].join(", "),
    };
  }
  const { text, values } = singleValueOf(field);
  return {
    column: sql(`, (${text}) as ${name}`, ...values),
    join: NOTHING,
    order: `${name} is null, ${name} ${direction}`,
  };
}

/** The order of types; query/filter.ts says it in words. */
function rankOf(column: string): string {
  const ranks = ["null", "boolean", "number", "string", "list", "object"];
  return `case ${column} ${ranks.map((type, rank) => `when '${type}' then ${rank}`).join(" ")} end`;
}
