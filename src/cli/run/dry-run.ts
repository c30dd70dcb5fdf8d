import type { ExperimentPreview, PreviewedRun } from "../../api/experiments.js";
import type { Parameters } from "../../core/json.js";
import type { TrainerSpec } from "../../core/records.js";
import type { CliContext } from "../context.js";
import { formatDuration } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatCountOf } from "../format/number.js";
import { printJson, printLine } from "../format/print.js";
import { formatTable } from "../format/table.js";
import { spelledOut } from "./spelled-out.js";

/** `sweep run --dry-run`: what the experiment would train, and nothing else happens. */
export function printDryRun(
  context: CliContext,
  preview: ExperimentPreview,
  { json, trainer }: { json: boolean; trainer: TrainerSpec },
): void {
  const { stdout } = context;
  if (json) {
    printJson(stdout, preview);
    return;
  }
  printLine(stdout, headline(preview));
  if (preview.runs.length === 0) return;
  printLine(stdout, standings(preview));
  stdout.write(`\n${table(context, preview.runs, trainer)}`);
}

function headline(preview: ExperimentPreview): string {
  const { name, method, metric, folds, runCap, learns, runs } = preview;
  const judged = `judged by ${metric.name} (${metric.goal})`;
  if (learns)
    return `${name}: ${method} proposes up to ${runCap} runs as results arrive, ${judged}`;
  const each = folds === null ? "" : `, ${folds} folds of each configuration`;
  return `${name}: ${formatCountOf(runs.length, "run")} by ${method}${each}, ${judged}`;
}

/** `1 cached, 3 new, 2 at once; about 4m – 7m, judged by 2 finished runs of this machine` */
function standings({ counts, concurrency, estimate }: ExperimentPreview): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => `${count} ${standing}`);
  const missing = counts.unfinished + counts.new;
  const head = `${parts.join(", ")}, ${concurrency} at once`;
  if (missing === 0) return `${head}; nothing is left to train`;
  if (!estimate) return `${head}; no estimate: nothing like it was trained on this machine`;
  const { lowMs, highMs, basis, unknown } = estimate;
  const rest = unknown > 0 ? ` (without ${unknown} that are like none before)` : "";
  return `${head}; about ${formatDuration(lowMs)} – ${formatDuration(highMs)}${rest}, judged by ${basis}`;
}

/** Parameters that all runs share are shown once, below. */
function table(context: CliContext, runs: readonly PreviewedRun[], trainer: TrainerSpec): string {
  const rows = runs.map(({ name, standing, state }, i) => [
    String(i + 1),
    name,
    standing === "unfinished" ? (state ?? standing) : standing,
  ]);
  const columns = [
    { title: "", align: "right" as const },
    { title: "RUN", flexible: true },
    { title: "STATE" },
  ];
  const shared = Object.entries(spelledOut(trainer, sharedBy(runs)));
  const common = formatTable(
    [{ title: "FOR ALL RUNS" }, { title: "", flexible: true }],
    shared.map(([name, value]) => [name, JSON.stringify(value)]),
    lookOf(context),
  );
  return formatTable(columns, rows, lookOf(context)) + (shared.length > 0 ? `\n${common}` : "");
}

function sharedBy(runs: readonly PreviewedRun[]): Parameters {
  const entries = Object.entries(runs[0]?.parameters ?? {}).filter(([name, value]) => {
    const text = JSON.stringify(value);
    return runs.every(({ parameters }) => JSON.stringify(parameters[name]) === text);
  });
  return Object.fromEntries(entries);
}
