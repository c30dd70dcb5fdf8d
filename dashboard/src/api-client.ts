import type { Comparison } from "../../src/api/compare.js";
import type { Curve, CurveList } from "../../src/api/curves.js";
import type { DataState } from "../../src/api/data.js";
import type { DisagreementReport } from "../../src/api/disagreements.js";
import type { ApiError } from "../../src/api/errors.js";
import type { LogChunk } from "../../src/api/log.js";
import type { PredictionReport } from "../../src/api/predictions.js";
import type { RunDetail, RunList } from "../../src/api/runs.js";
import type { SweepList } from "../../src/api/sweeps.js";
import type { SystemUse } from "../../src/api/system.js";

const RUNS_A_REQUEST = 100; // as many as the server answers at once

const MOST_DISAGREEMENTS = 500; // likewise

/** Requests to the server that served this page. All reject with an Error whose message is for people. */
export const api = {
  sweeps: () => getJson<SweepList>("/api/sweeps"),
  runs: (sweep: string) => getJson<RunList>("/api/runs", { sweep }),
  run: (id: string) => getJson<RunDetail>(`/api/runs/${encodeURIComponent(id)}`),
  curves: async (runs: readonly string[], metric: string): Promise<Curve[]> => {
    const lists = await Promise.all(
      pages(runs, RUNS_A_REQUEST).map((page) =>
        getJson<CurveList>("/api/curves", { runs: page.join(","), metric }),
      ),
    );
    return lists.flatMap(({ curves }) => curves);
  },
  compare: (runs: readonly string[]) =>
    getJson<Comparison>("/api/compare", { runs: runs.join(",") }),
  disagreements: (
    runs: readonly string[],
    { pattern, limit }: { pattern: string | null; limit: number },
  ) =>
    getJson<DisagreementReport>("/api/disagreements", {
      runs: runs.join(","),
      limit: String(Math.min(limit, MOST_DISAGREEMENTS)),
      ...(pattern === null ? {} : { pattern }),
    }),
  /** `of`: one of `run`, `sweep` and `experiment`. */
  data: (of: Record<string, string>) => getJson<DataState>("/api/data", of),
  system: (id: string) => getJson<SystemUse>(`/api/runs/${encodeURIComponent(id)}/system`),
  predictions: (id: string) =>
    getJson<PredictionReport>(`/api/runs/${encodeURIComponent(id)}/predictions`),
  log: (id: string, offset: number) =>
    getJson<LogChunk>(`/api/runs/${encodeURIComponent(id)}/log`, { offset: String(offset) }),
};

export function rowImageUrl(id: string, row: number): string {
  return `/api/runs/${encodeURIComponent(id)}/rows/${row}.png`;
}

export function logFileUrl(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}/output.log`;
}

export function artifactUrl(id: string, path: string): string {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  return `/api/runs/${encodeURIComponent(id)}/artifacts/${segments}`;
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function pages<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

async function getJson<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const search = new URLSearchParams(query);
  const response = await fetch(search.size > 0 ? `${path}?${search}` : path).catch(unreachable);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error((body as ApiError).error.message); // the server's types hold on both sides
  return body as T;
}

function unreachable(cause: unknown): never {
  throw new Error("The server does not answer. Is `npx sweep dashboard` still running?", { cause });
}
