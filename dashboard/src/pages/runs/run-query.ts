import { ALL_SWEEPS, type Archived, formatSort, type RunsState } from "./runs-state.js";

/** Which runs, in which order: what the server is asked for. */
export interface RunQuery {
  /** Null: the runs of every sweep. */
  sweep: string | null;
  where: string;
  sort: string;
  archived: Archived;
}

export function runQuery(state: RunsState, sweep: string): RunQuery {
  return {
    sweep: sweep === ALL_SWEEPS ? null : sweep,
    where: state.where,
    sort: formatSort(state.sort),
    archived: state.archived,
  };
}

/** As a request's parameters; what is left to the server is left out. */
export function queryParameters({
  sweep,
  where,
  sort,
  archived,
}: RunQuery): Record<string, string> {
  return {
    ...(sweep !== null ? { sweep } : {}),
    ...(where !== "" ? { where } : {}),
    ...(sort !== "" ? { sort } : {}),
    ...(archived !== "without" ? { archived } : {}),
  };
}

/** Both filters; either may be "". */
export function bothFilters(one: string, other: string): string {
  if (one === "" || other === "") return one || other;
  return `(${one}) and (${other})`;
}
