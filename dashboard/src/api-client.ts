import type { AnnotateReply, AnnotateRequest } from "../../src/api/annotations.js";
import type { ChampionReply, ChampionReport, PromoteRequest } from "../../src/api/champion.js";
import type { ColumnList } from "../../src/api/columns.js";
import type { Comparison } from "../../src/api/compare.js";
import type { ControlAnswer, ControlVerb, SweepControlRequest } from "../../src/api/control.js";
import type { Curve, CurveList } from "../../src/api/curves.js";
import type { DataState } from "../../src/api/data.js";
import type { DisagreementReport } from "../../src/api/disagreements.js";
import type { EnsembleReply } from "../../src/api/ensemble.js";
import type { ApiError } from "../../src/api/errors.js";
import type {
  ExperimentList,
  ExperimentPreview,
  ExperimentRequest,
  ExperimentText,
} from "../../src/api/experiments.js";
import type { GroupList } from "../../src/api/groups.js";
import type { LaunchReply } from "../../src/api/launches.js";
import type { LogChunk } from "../../src/api/log.js";
import type { PermissionReply } from "../../src/api/permission.js";
import type { PredictionReport } from "../../src/api/predictions.js";
import type { RunDetail, RunList } from "../../src/api/runs.js";
import type { SubmissionChanges, SubmissionList } from "../../src/api/submissions.js";
import type { SubmitJobList } from "../../src/api/submit-jobs.js";
import type { SweepList } from "../../src/api/sweeps.js";
import type { SystemUse } from "../../src/api/system.js";
import type { VerdictReport } from "../../src/api/verdict.js";
import type { ViewList } from "../../src/api/views.js";
import type { ChartApi } from "./charts/context.js";

const RUNS_A_REQUEST = 100; // as many as the server answers at once

const MOST_DISAGREEMENTS = 500; // likewise
const MOST_CHANGES = 500; // likewise

/** Requests to the server that served this page. All reject with an Error whose message is for people. */
export const api = {
  sweeps: () => getJson<SweepList>("/api/sweeps"),
  queryRuns: (query: Record<string, string>) => getJson<RunList>("/api/runs", query),
  columns: (sweep: string | null) =>
    getJson<ColumnList>("/api/columns", sweep === null ? {} : { sweep }),
  groups: (query: Record<string, string>) => getJson<GroupList>("/api/groups", query),
  verdict: (sweep: string) => getJson<VerdictReport>("/api/verdict", { sweep }),
  annotate: (change: AnnotateRequest) =>
    sendJson<AnnotateReply>("POST", "/api/runs/annotate", change),
  views: () => getJson<ViewList>("/api/views"),
  saveView: (name: string, address: string) =>
    sendJson<ViewList>("PUT", `/api/views/${encodeURIComponent(name)}`, { address }),
  removeView: (name: string) =>
    sendJson<ViewList>("DELETE", `/api/views/${encodeURIComponent(name)}`),
  /** Ids of all runs that match, however many. */
  runIds: async (query: Record<string, string>) => {
    const csv = await getText(csvUrl({ ...query, columns: "id" }));
    return csv.trimEnd().split(/\r?\n/).slice(1);
  },
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
  submissions: () => getJson<SubmissionList>("/api/submissions"),
  /** `kind`: one answer that another took the place of; null: all changes. */
  submissionChanges: (id: number, kind: { before: number; after: number } | null, limit: number) =>
    getJson<SubmissionChanges>(`/api/submissions/${id}/changes`, {
      limit: String(Math.min(limit, MOST_CHANGES)),
      ...parametersOf(kind ?? {}),
    }),
  enterScore: (id: number, score: number | null) =>
    sendJson<SubmissionList>("PUT", `/api/submissions/${id}/leaderboard`, { score }),
  submitJobs: () => getJson<SubmitJobList>("/api/submit-jobs"),
  /** `run`: an id, or `champion`. */
  submit: (run: string) => sendJson<SubmitJobList>("POST", "/api/submit-jobs", { run }),
  system: (id: string) => getJson<SystemUse>(`/api/runs/${encodeURIComponent(id)}/system`),
  permission: () => getJson<PermissionReply>("/api/permission"),
  controlRuns: (action: ControlVerb, ids: readonly string[]) =>
    sendJson<ControlAnswer>("POST", "/api/runs/control", { action, ids }),
  controlSweep: (action: SweepControlRequest["action"], name: string) =>
    sendJson<ControlAnswer>("POST", `/api/sweeps/${encodeURIComponent(name)}/control`, { action }),
  championVerdict: (run: string) => getJson<ChampionReport>("/api/champion/verdict", { run }),
  promote: (request: PromoteRequest) => sendJson<ChampionReply>("POST", "/api/champion", request),
  undoPromotion: () => sendJson<ChampionReply>("POST", "/api/champion/undo", {}),
  experiments: () => getJson<ExperimentList>("/api/experiments"),
  experimentText: (file: string) => getJson<ExperimentText>("/api/experiments/text", { file }),
  saveExperiment: (name: string, text: string) =>
    sendJson<ExperimentText>("POST", "/api/experiments", { name, text }),
  previewExperiment: (request: ExperimentRequest) =>
    sendJson<ExperimentPreview>("POST", "/api/experiments/preview", request),
  startExperiment: (request: ExperimentRequest) =>
    sendJson<LaunchReply>("POST", "/api/experiments/start", request),
  launch: (id: string) => getJson<LaunchReply>(`/api/launches/${encodeURIComponent(id)}`),
  charts: {
    curves: async ({ runs, ...rest }) => {
      const lists = await Promise.all(
        pages(runs, RUNS_A_REQUEST).map((some) =>
          getJson<CurveList>("/api/curves", { runs: some.join(","), ...parametersOf(rest) }),
        ),
      );
      return lists.flatMap(({ curves }) => curves);
    },
    values: ({ fields, ...rest }) =>
      getJson("/api/values", { fields: fields.join(","), ...parametersOf(rest) }),
    importance: (request) => getJson("/api/importance", parametersOf(request)),
  } satisfies ChartApi as ChartApi,
  ensemble: (id: string) => getJson<EnsembleReply>(`/api/runs/${encodeURIComponent(id)}/ensemble`),
  predictions: (id: string) =>
    getJson<PredictionReport>(`/api/runs/${encodeURIComponent(id)}/predictions`),
  log: (id: string, offset: number) =>
    getJson<LogChunk>(`/api/runs/${encodeURIComponent(id)}/log`, { offset: String(offset) }),
};

/** Where the browser downloads the runs of a query as CSV. */
export function csvUrl(query: Record<string, string>): string {
  return `/api/runs.csv?${new URLSearchParams(query)}`;
}

export function rowImageUrl(id: string, row: number): string {
  return `/api/runs/${encodeURIComponent(id)}/rows/${row}.png`;
}

export function testImageUrl(id: string, row: number): string {
  return `/api/runs/${encodeURIComponent(id)}/test-rows/${row}.png`;
}

/** Where the browser downloads a submission. */
export function submissionFileUrl(id: number): string {
  return `/api/submissions/${id}/file.csv`;
}

export function logFileUrl(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}/output.log`;
}

export function artifactUrl(id: string, path: string): string {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  return `/api/runs/${encodeURIComponent(id)}/artifacts/${segments}`;
}

/** The server's refusal, with its code. */
export class RefusedError extends Error {
  readonly code: string;

  constructor({ code, message }: ApiError["error"]) {
    super(message);
    this.code = code;
  }
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What is not said, or "", is left to the server. */
function parametersOf(request: object): Record<string, string> {
  const said = Object.entries(request).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}

function pages<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

async function getJson<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const search = new URLSearchParams(query);
  return answerOf<T>(await request(search.size > 0 ? `${path}?${search}` : path));
}

async function getText(path: string): Promise<string> {
  const response = await request(path);
  return response.ok ? response.text() : answerOf(response);
}

async function sendJson<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<T> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { "Content-Type": "application/json" };
  return answerOf<T>(await request(path, { method, headers, ...init }));
}

async function answerOf<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (!response.ok) throw new RefusedError((body as ApiError).error); // the server's types hold on both sides
  return body as T;
}

function request(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(path, init).catch((cause: unknown) => {
    throw new Error("The server does not answer. Is `sweep dashboard` still running?", {
      cause,
    });
  });
}
