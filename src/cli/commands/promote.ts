import { resolve } from "node:path";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { bestRun } from "../../selection/best.js";
import { CHAMPION, promotionHistory, undoPromotion } from "../../selection/promotion.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { resolveSweep } from "../../selection/resolve-sweep.js";
import { type ChallengeResult, challengeChampion } from "../../selection/verdict/challenge.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatTime } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { printJson, printLine } from "../format/print.js";
import { NOTHING } from "../format/run-cells.js";
import { formatTable } from "../format/table.js";
import { withStore } from "../format/with-store.js";
import { promoteLimits } from "../promote-limits.js";

const EXAMPLES = `
The champion is the run that \`sweep submit champion\` submits. Only finished runs can be promoted.
A run is compared with the present champion on the same validation rows (McNemar's exact test). One that is worse beyond noise,
p below 0.05, or that cannot be compared because its metric, trainer or data are others, is refused unless --force is given with a
--reason, which the history keeps (docs/choosing.md).

Examples:
  $ sweep promote 8c1dfe02 --reason "steadier than the best"
  $ sweep promote 8c1dfe02 --force --reason "half the size"
  $ sweep promote --best bn-aug
  $ sweep promote --undo
  $ sweep promote --history`;

interface Options {
  best?: string;
  undo?: boolean;
  history?: boolean;
  reason?: string;
  force?: boolean;
  json?: boolean;
}

/** `sweep promote <runId> | --best <experiment> | --undo | --history` */
export function promoteCommand(context: CliContext): Command {
  return new Command("promote")
    .description("make a run the champion")
    .argument("[runId]", "id or the beginning of one")
    .option("--best <experiment>", "promote the experiment's best run")
    .option("--undo", "take the last promotion back")
    .option("--history", "list every change of the champion")
    .option("--reason <text>", "why, for the history")
    .option(
      "--force",
      "also a run that is worse than the champion, or unrelated to it; needs --reason",
    )
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((runId: string | undefined, options: Options) => {
      checkUsage(runId, options);
      return withStore(context, (store) => {
        if (options.history) printHistory(context, store, options);
        else printChange(context, store, change(context, store, runId, options), options);
      });
    });
}

/** @throws SweepError("usage") unless exactly one thing is asked for. */
function checkUsage(
  runId: string | undefined,
  { best, undo, history, reason, force }: Options,
): void {
  const asked = [runId, best, undo, history].filter((one) => one !== undefined).length;
  if (asked !== 1) {
    const got = asked === 0 ? "none of them" : `${asked} of them`;
    throw new SweepError(
      "usage",
      `promote: expected one of <runId>, --best <experiment>, --undo and --history, got ${got}`,
    );
  }
  if (reason !== undefined && (undo || history)) {
    throw new SweepError(
      "usage",
      "promote: --reason is for a promotion, not for --undo or --history",
    );
  }
  if (force && (undo || history || reason === undefined)) {
    throw new SweepError(
      "usage",
      "promote: --force is for a promotion with a --reason, which the history keeps",
    );
  }
}

function change(
  context: CliContext,
  store: Store,
  runId: string | undefined,
  options: Options,
): ChallengeResult {
  const now = context.now();
  if (options.undo) return { ...undoPromotion(store, now), verdict: null };
  const { run, why } =
    runId === undefined
      ? bestOf(context, store, options.best ?? "")
      : { run: resolveRun(store, runId), why: "chosen by hand" };
  return challengeChampion({
    ...{ store, runsDir: context.runsDir(), run, now },
    reason: options.reason ?? why,
    isForced: options.force ?? false,
    insist: "--force --reason <why>",
  });
}

function bestOf(context: CliContext, store: Store, name: string): { run: RunRecord; why: string } {
  const sweep = resolveSweep(store, name, resolve(context.cwd, name));
  const { run, value } = bestRun(store, sweep);
  const { metric } = sweep;
  return { run, why: `best of ${sweep.name}: ${metric.name} ${formatMetric(metric.name, value)}` };
}

function printChange(
  context: CliContext,
  store: Store,
  { from, to, record, verdict }: ChallengeResult,
  { json }: Options,
): void {
  const { stdout } = context;
  if (json) printJson(stdout, { alias: CHAMPION, from, to, record, verdict });
  else if (!record) printLine(stdout, `${CHAMPION}: ${label(store, to)} already; nothing changed`);
  else {
    printLine(stdout, `${CHAMPION}: ${label(store, from)} → ${label(store, to)}`);
    if (verdict) printLine(stdout, verdict.sentence);
    if (record.action === "promote") printLine(stdout, `reason: ${record.reason}`);
  }
  if (record?.action === "promote") warnOfLimits(context, store, to);
}

/** A champion that nothing can be made of is allowed: promotions also say which run is the best so far. */
function warnOfLimits(context: CliContext, store: Store, runId: string | null): void {
  const run = runId === null ? null : store.getRun(runId);
  if (!run) return;
  const { program } = context;
  const artifacts = store.listArtifacts(run.id);
  const limits = promoteLimits(run, { artifacts, runsDir: context.runsDir(), program });
  if (limits !== null) printLine(context.stderr, `warning: ${limits}`);
}

function label(store: Store, runId: string | null): string {
  if (runId === null) return "none";
  const name = store.getRun(runId)?.name;
  return name ? `${runId} (${name})` : runId;
}

function printHistory(context: CliContext, store: Store, { json }: Options): void {
  const history = promotionHistory(store);
  if (json) printJson(context.stdout, history);
  else if (history.length === 0) printLine(context.stdout, "No run has been promoted yet.");
  else {
    const rows = history.map(({ id, createdAt, action, runId, reason }) => [
      String(id),
      formatTime(createdAt),
      action,
      runId ?? "none",
      (runId && store.getRun(runId)?.name) || NOTHING,
      reason,
    ]);
    const columns = ["#", "WHEN", "ACTION", "CHAMPION", "NAME", "REASON"].map((title) => ({
      title,
      flexible: title === "NAME",
      align: title === "#" ? ("right" as const) : undefined,
    }));
    context.stdout.write(formatTable(columns, rows, lookOf(context)));
  }
}
