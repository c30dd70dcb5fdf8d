import { Command } from "commander";
import { messageOf } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { readOverrides } from "../../protocol/read-run-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import { reportEnsemble } from "../../selection/ensemble-report.js";
import { attendances } from "../../selection/lost-runs.js";
import { CHAMPION } from "../../selection/promotion.js";
import { type ListedRuns, reproduceCommand } from "../../selection/reproduce.js";
import { isKept, requireKept } from "../../selection/require-kept.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { expectedScore } from "../../selection/validation-score.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { lookOf } from "../format/look.js";
import { printJson } from "../format/print.js";
import { formatRunPage, type RunPage } from "../format/run-page.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Examples:
  $ sweep show 8c1dfe02
  $ sweep show champion
  $ sweep show champion --json | jq .run.definition.parameters`;

/** `sweep show <runId>` */
export function showCommand(context: CliContext): Command {
  return new Command("show")
    .description("everything about one run")
    .argument("<runId>", "id or the beginning of one, or `champion`")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, { json }: { json?: boolean }) =>
      withStore(context, (store) => {
        const page = collect(context, store, resolveRun(store, runId));
        if (json) printJson(context.stdout, page);
        else context.stdout.write(formatRunPage(page, { ...lookOf(context), cwd: context.cwd }));
      }),
    );
}

function collect(context: CliContext, store: Store, run: RunRecord): RunPage {
  const witness = { liveness: context.liveness, now: context.now() };
  const attendance = attendances(store, [run], witness).get(run.id);
  const sweeps = store.sweepsOf(run.id).flatMap((name) => store.findSweep(name) ?? []);
  const kept = isKept(context.runsDir(), run.id);
  const overrides = readOverrides(runPaths(context.runsDir(), run.id).config);
  return {
    run,
    lost: attendance === "lost",
    unattended: attendance === "unattended",
    champion: store.resolveAlias(CHAMPION) === run.id,
    sweeps: sweeps.map(({ name, file, metric }) => ({ name, file, metric })),
    attempts: store.listAttempts(run.id),
    metrics: store.summaries([run.id]).get(run.id) ?? [],
    artifacts: store.listArtifacts(run.id),
    submissions: store.listSubmissions(run.id),
    ...validation(context, store, run),
    reproduce: sweeps.map((sweep) => {
      const runs = Object.values(store.countRuns(sweep.id)).reduce((sum, count) => sum + count, 0);
      const listed = kept ? { runs, parameters: store.parameterSummaries(sweep.id) } : NONE;
      const { cwd, program } = context;
      return reproduceCommand(run, { sweep, listed, overrides, cwd, program });
    }),
  };
}

/** Whose --set is lost with the folder: all parameters are named. */
const NONE: ListedRuns = { runs: 0, parameters: [] };

/** A run whose files contradict each other is shown all the same, with what is wrong. */
function validation(
  context: CliContext,
  store: Store,
  run: RunRecord,
): Pick<RunPage, "validation" | "problem" | "ensemble"> {
  const runsDir = context.runsDir();
  try {
    if (run.state === "finished") requireKept(run, { store, runsDir });
    const validation = expectedScore(store, runsDir, run);
    return { validation, ensemble: reportEnsemble(store, runsDir, run), problem: null };
  } catch (error) {
    return { validation: null, ensemble: null, problem: messageOf(error) };
  }
}
