import { foldWords } from "../../core/fold.js";
import type { JsonValue } from "../../core/json.js";
import { LOST, UNATTENDED } from "../../core/lost-run.js";
import type { Metric } from "../../core/metric-goal.js";
import { describeOutcome } from "../../core/outcome.js";
import type {
  ArtifactRecord,
  AttemptRecord,
  ExpectedScore,
  MetricSummary,
  RunRecord,
  SubmissionRecord,
} from "../../core/records.js";
import type { EnsembleReport } from "../../selection/ensemble-report.js";
import { shownPath } from "../../selection/shown-path.js";
import { ensembleSentences, formatMembers } from "../ensemble/format-report.js";
import { formatDuration, formatTime } from "./duration.js";
import { formatFacts } from "./facts.js";
import type { Look } from "./look.js";
import { formatMetric } from "./metric.js";
import { formatBytes, formatCount } from "./number.js";
import { formatExpected } from "./percent.js";
import { areRecords, formatRecords } from "./record-table.js";
import { durationCell, NOTHING, progressCell, stateCell } from "./run-cells.js";
import { formatTable } from "./table.js";

/** Everything that `show` says of a run. */
export interface RunPage {
  run: RunRecord;
  champion: boolean;
  /** Recorded as running, but nothing works on it. */
  lost: boolean;
  unattended: boolean;
  sweeps: { name: string; file: string; metric: Metric }[];
  attempts: AttemptRecord[];
  metrics: MetricSummary[];
  artifacts: ArtifactRecord[];
  submissions: SubmissionRecord[];
  /** Accuracy on the validation rows, from its predictions. */
  validation: ExpectedScore | null;
  /** What is wrong with its predictions; null: nothing. */
  problem: string | null;
  /** Of an ensemble that is finished. */
  ensemble: EnsembleReport | null;
  /** One command for each experiment that contains the run. */
  reproduce: string[];
}

export interface PageLook extends Look {
  cwd: string;
}

/** Sections with a title each; those that have nothing to say are left out. */
export function formatRunPage(page: RunPage, look: PageLook): string {
  const { run } = page;
  const inner = {
    ...look,
    width: look.width === undefined ? undefined : look.width - INDENT.length,
  };
  const { plain, tables } = summaryOf(page);
  const sections: [string, string][] = [
    ["", overview(page, look)],
    ["Parameters", formatFacts(values(run.definition.parameters), inner)],
    ["Members", members(page, inner)],
    ["Attempts", attempts(page, inner)],
    ["Metrics", metrics(page, inner)],
    ["Artifacts", artifacts(page, inner)],
    ["Summary", formatFacts(values(plain), inner)],
    ...tables.map(([name, records]): [string, string] => [
      titleOf(name),
      formatRecords(records, inner),
    ]),
    ["Lineage", lineage(page, inner)],
    ["Reproduce", page.reproduce.map((command) => `${command}\n`).join("")],
  ];
  return sections
    .filter(([, body]) => body !== "")
    .map(([title, body]) => (title === "" ? body : `${look.colours.bold(title)}\n${indent(body)}`))
    .join("\n");
}

const INDENT = "  ";

function overview(
  { run, champion, lost, unattended, sweeps, validation, problem }: RunPage,
  look: PageLook,
): string {
  const { trainer } = run.definition;
  return formatFacts(
    [
      ["run", `${run.id}${champion ? " (champion)" : ""}`],
      ["name", run.name || null],
      ["experiment", sweeps.map(({ name }) => name).join(", ") || null],
      ["trainer", trainer.kind === "builtin" ? trainer.type : trainer.command.join(" ")],
      ["directory", trainer.kind === "command" ? shownPath(trainer.cwd, look.cwd) : null],
      [
        "state",
        stateCell({ ...run, outcome: null, lost }, look.colours) +
          (lost ? ` (${LOST})` : "") +
          (unattended ? ` (${UNATTENDED})` : ""),
      ],
      ["outcome", run.outcome && run.state !== "finished" ? describeOutcome(run.outcome) : null],
      ["progress", run.progress ? progressCell(run) : null],
      ["started", run.startedAt === null ? null : formatTime(run.startedAt)],
      ["ended", run.endedAt === null ? null : formatTime(run.endedAt)],
      ["took", run.startedAt === null || lost ? null : durationCell(run, look.now)],
      ["validation", validation ? formatExpected(validation) : null],
      ["problem", problem && look.colours.red(problem)],
    ],
    { ...look, width: undefined }, // nothing here may be shortened
  );
}

function members({ ensemble }: RunPage, look: PageLook): string {
  if (ensemble === null) return "";
  const sentences = ensembleSentences(ensemble).map((sentence) => `${sentence}\n`);
  return formatMembers(ensemble, look) + sentences.join("");
}

/** Lists of objects, such as a network's layers, are tables; an ensemble's members have a section of their own. */
function summaryOf({ run, ensemble }: RunPage) {
  const { members, ...rest } = run.summary;
  const entries = Object.entries(ensemble === null ? run.summary : rest);
  return {
    plain: Object.fromEntries(entries.filter(([, value]) => !areRecords(value))),
    tables: entries.flatMap(([name, value]): [string, Record<string, JsonValue>[]][] =>
      areRecords(value) ? [[name, value]] : [],
    ),
  };
}

/** `layers` → `Layers`, `class_weights` → `Class weights`. */
function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function attempts({ attempts }: RunPage, look: PageLook): string {
  if (attempts.length === 0) return "";
  const rows = attempts.map((attempt) => [
    String(attempt.attempt),
    formatTime(attempt.startedAt),
    formatDuration((attempt.endedAt ?? look.now) - attempt.startedAt),
    attempt.cpuSeconds === null ? NOTHING : formatDuration(attempt.cpuSeconds * 1000),
    attempt.maxRssBytes === null ? NOTHING : formatBytes(attempt.maxRssBytes),
    attempt.outcome ? describeOutcome(attempt.outcome) : "under way",
  ]);
  const columns = [
    { title: "#", align: "right" },
    { title: "STARTED" },
    { title: "TOOK", align: "right" },
    { title: "CPU", align: "right" },
    { title: "MEMORY", align: "right" },
    { title: "OUTCOME" },
  ] as const;
  return formatTable(columns, rows, { ...look, width: undefined });
}

/**
 * Which end of the scale is the better one is known for the experiment's metric only, so both are shown; RESULT is what the run's
 * summary says that the metric came to.
 */
function metrics({ metrics, sweeps }: RunPage, look: PageLook): string {
  if (metrics.length === 0) return "";
  const judged = new Set(sweeps.map(({ metric }) => metric.name));
  const isTold = metrics.some(({ result }) => result !== null);
  const rows = metrics.map((metric) => {
    const { name, min, minStep, max, maxStep, result } = metric;
    return [
      judged.has(name) ? look.colours.bold(name) : name,
      ...(isTold ? [result === null ? NOTHING : formatMetric(name, result)] : []),
      formatMetric(name, metric.last),
      formatCount(metric.lastStep),
      min === null ? NOTHING : formatMetric(name, min),
      minStep === null ? NOTHING : formatCount(minStep),
      max === null ? NOTHING : formatMetric(name, max),
      maxStep === null ? NOTHING : formatCount(maxStep),
      `${formatCount(metric.count)}${metric.nonFinite ? `, has ${metric.nonFinite}` : ""}`,
    ];
  });
  const titles = [
    ...(isTold ? ["RESULT"] : []),
    "LAST",
    "STEP",
    "LOWEST",
    "STEP",
    "HIGHEST",
    "STEP",
    "POINTS",
  ];
  const numbers = titles.map((title) => ({ title, align: "right" }) as const);
  return formatTable([{ title: "METRIC", flexible: true }, ...numbers], rows, look);
}

function artifacts({ artifacts }: RunPage, look: PageLook): string {
  if (artifacts.length === 0) return "";
  const rows = artifacts.map(({ path, kind, bytes, sha256 }) => [
    path,
    kind,
    formatBytes(bytes),
    sha256.slice(0, SHORT_HASH),
  ]);
  const columns = [
    { title: "FILE", flexible: true },
    { title: "KIND" },
    { title: "SIZE", align: "right" },
    { title: "SHA-256" },
  ] as const;
  return formatTable(columns, rows, look);
}

const SHORT_HASH = 12; // tells files apart; `--json` has all 64 digits

function lineage({ run, sweeps, submissions }: RunPage, look: PageLook): string {
  const { code, seed, data, repeat, fold } = run.definition;
  return formatFacts(
    [
      ...sweeps
        .filter(({ file }) => file !== "")
        .map(({ file }) => ["experiment", shownPath(file, look.cwd)] as const),
      ["identity", run.key],
      ["generation", run.generation > 0 ? String(run.generation) : null],
      ["code", code],
      ["seed", String(seed)],
      ["repeat", repeat > 1 ? String(repeat) : null],
      ["fold", fold && foldWords(fold)],
      ["data", data === null ? null : oneLine(data)],
      ...submissions.map(({ path }) => ["submission", shownPath(path, look.cwd)] as const),
    ],
    look,
  );
}

function values(record: Record<string, JsonValue>): [string, string][] {
  return Object.entries(record).map(([name, value]) => [name, oneLine(value)]);
}

function oneLine(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT);
}
