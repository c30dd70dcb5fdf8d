import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { throttle } from "../../throttle.js";
import type { ChartContext } from "../context.js";
import { IDENTITY, type RunTable, toRunTable } from "./run-table.js";

/** What a request has come to. A table stays while its successor is read: a live chart does not blink. */
export interface Loaded<T> {
  value: T | null;
  /** For people; null where the last request succeeded. */
  error: string | null;
  retry(): void;
}

const RELOAD_MS = 2_000; // between two readings of a live table: what it shows changes with whole runs

export interface RunTableOptions {
  fields: readonly string[];
  /** Instead of the runs table's own. */
  where?: string;
  limit?: number;
  /** False: nothing is read yet. */
  isWanted?: boolean;
}

/** The runs that the table's filter keeps, with values of these fields; read again as runs change. */
export function useRunTable(context: ChartContext, options: RunTableOptions): Loaded<RunTable> {
  const { api, live, sweep, sort, archived } = context;
  const fields = [...new Set([...IDENTITY, ...options.fields])];
  const where = options.where ?? context.where;
  const { limit, isWanted = true } = options;
  const key = JSON.stringify([isWanted, sweep, where, sort, archived, fields, limit]);
  const [state, setState] = useState<{ value: RunTable | null; error: string | null }>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const ask = () =>
    api.values({ sweep, where, sort, archived, fields, ...limited(limit) }).then(
      (list) => ({ value: toRunTable(list, context.firstNumber), error: null }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
  // the key holds all that the request is made of; asked for before the chart is laid out, so that the server reads meanwhile
  const first = useMemo(() => (isWanted ? ask() : null), [key, attempt]);
  useLayoutEffect(() => {
    if (!first) return;
    let isCurrent = true;
    const take = async (asked: ReturnType<typeof ask>) => {
      const next = await asked;
      if (isCurrent) setState((before) => ({ ...before, ...next }));
    };
    const readAgain = throttle(() => void take(ask()), RELOAD_MS);
    const stop = live.subscribe(readAgain);
    void take(first);
    return () => {
      isCurrent = false;
      readAgain.cancel();
      stop();
    };
  }, [first]);
  return { ...state, retry: () => setAttempt(attempt + 1) };
}

const NOTHING = { value: null, error: null };

function limited(limit: number | undefined): { limit?: number } {
  return limit === undefined ? {} : { limit };
}
