import { bestOf } from "../core/best-value.js";
import type { CompareSectionName } from "../core/compare-section.js";
import type { EnvironmentRecord } from "../core/environment-record.js";
import { foldWords } from "../core/fold.js";
import type { JsonValue } from "../core/json.js";
import { goalOfMetric, type Metric } from "../core/metric-goal.js";
import { toWire } from "../core/metric-value.js";
import { describeOutcome } from "../core/outcome.js";
import type { MetricSummary, RunRecord } from "../core/records.js";
import type { Fact, Facts } from "./compare-rows.js";
import { flatten, isObject } from "./flatten.js";

/** A run with all that it is compared by. */
export interface RunEvidence {
  run: RunRecord;
  metrics: readonly MetricSummary[];
  environment: EnvironmentRecord | null;
  /** By which the sweeps that contain it are judged. */
  judges: readonly { metric: Metric }[];
}

/**
 * Facts by section, in the order in which people want to read them: what explains a difference, what came of it, and at the end times and
 * rates, which no two runs have in common.
 */
export function factsOf(evidence: RunEvidence): Record<CompareSectionName, Facts> {
  const { run, environment } = evidence;
  const metrics = metricFacts(evidence);
  const summary = summaryFacts(run);
  return {
    parameters: parameterFacts(run),
    code: codeFacts(run, environment),
    data: dataFacts(run),
    environment: environment ? environmentFacts(environment) : new Map(),
    outcome: outcomeFacts(run),
    metrics: only(metrics, (name) => !isTiming(name)),
    summary: only(summary, (name) => !isTiming(name)),
    timing: new Map([...timeFacts(run), ...only(metrics, isTiming), ...only(summary, isTiming)]),
  };
}

/** Told by its name: `epoch_seconds`, `images_per_second best`, `train.time`, `rows/s`. */
function isTiming(name: string): boolean {
  return TIMING.test(name.replace(/ (best|last|values)$/, ""));
}

const TIMING =
  /(^|[^a-z])(seconds?|secs?|ms|minutes|hours|(wall)?time|duration|elapsed|throughput|per_(s|sec|second|minute|hour))$|\/s$/i;

function only(facts: Facts, isWanted: (name: string) => boolean): Facts {
  return new Map([...facts].filter(([name]) => isWanted(name)));
}

function parameterFacts({ definition }: RunRecord): Facts {
  const { parameters, seed, repeat } = definition;
  return new Map([...plain(parameters), ["seed", { value: seed }], ["repeat", { value: repeat }]]);
}

/** A run's fold says which of the rows judge it. */
function dataFacts({ definition: { data, fold } }: RunRecord): Facts {
  return new Map([
    ...(fold ? [["fold for validation", { value: foldWords(fold) }] as const] : []),
    ...plain(isObject(data) ? data : { data }),
  ]);
}

function codeFacts({ definition }: RunRecord, environment: EnvironmentRecord | null): Facts {
  const { trainer, code } = definition;
  const program = trainer.kind === "builtin" ? trainer.type : trainer.command.join(" ");
  const git = environment?.git;
  return facts([
    ["trainer", { value: program }],
    ["code", { value: code, unit: "hash" }],
    ["git commit", git && { value: git.commit, unit: "hash" }],
    ["git branch", git && { value: git.branch ?? "none" }],
    [
      "not committed",
      git && { value: git.diff?.sha256 ?? (git.dirty ? "yes" : "nothing"), unit: "hash" },
    ],
    ...(environment?.files ?? []).map(
      ({ path, sha256 }) => [path, { value: sha256, unit: "hash" }] as const,
    ),
  ]);
}

function outcomeFacts(run: RunRecord): Facts {
  return facts([
    ["state", { value: run.state }],
    ["outcome", run.outcome && { value: describeOutcome(run.outcome) }],
    ["attempts", { value: run.attempt }],
  ]);
}

function timeFacts({ startedAt, endedAt }: RunRecord): Facts {
  const seconds = startedAt !== null && endedAt !== null && (endedAt - startedAt) / 1000;
  return facts([
    ["began", startedAt !== null ? { value: startedAt, unit: "time" } : null],
    ["duration", seconds !== false ? { value: seconds, unit: "seconds" } : null],
  ]);
}

function metricFacts({ metrics, judges }: RunEvidence): Facts {
  return facts(
    metrics.flatMap((summary) => {
      const { name, last, count } = summary;
      const best = bestOf(summary, goalOfMetric(name, judges));
      return [
        [`${name} best`, best && { value: best.value }],
        [`${name} last`, { value: toWire(last) }],
        [`${name} values`, { value: count, unit: "count" }],
      ] as const;
    }),
  );
}

/** Tables (lists of objects, such as the network's layers) are too large to stand in a cell. */
function summaryFacts({ summary }: RunRecord): Facts {
  const flat = [...plain(summary)];
  return new Map(flat.filter(([, { value }]) => !(Array.isArray(value) && value.some(isObject))));
}

function environmentFacts(environment: EnvironmentRecord): Facts {
  const { sweep, node, os, arch, host, cpu, cores, memory_bytes, packages } = environment;
  return facts([
    ["sweep", { value: sweep }],
    ["node", { value: node }],
    ...Object.entries(packages).map(([name, version]) => [name, { value: version }] as const),
    ["os", { value: `${os} ${arch}` }],
    ["host", { value: host }],
    ["cpu", { value: cpu }],
    ["cores", { value: cores }],
    ["memory", { value: memory_bytes, unit: "bytes" }],
  ]);
}

function plain(values: Record<string, JsonValue>): Map<string, Fact> {
  return new Map([...flatten(values)].map(([name, value]) => [name, { value, ...unitOf(value) }]));
}

/** A content hash is told by its look: whoever describes data writes it so. */
function unitOf(value: JsonValue): { unit?: "hash" } {
  return typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) ? { unit: "hash" } : {};
}

function facts(entries: Iterable<readonly [string, Fact | null | undefined]>): Facts {
  return new Map([...entries].flatMap(([name, fact]) => (fact ? [[name, fact]] : [])));
}
