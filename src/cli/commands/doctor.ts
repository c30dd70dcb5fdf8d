import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { CliContext } from "../context.js";
import { type Diagnosis, type DoctorDeps, diagnose } from "../doctor/diagnose.js";
import { formatDiagnosis } from "../doctor/format-diagnosis.js";
import { lookOf } from "../format/look.js";
import { printJson } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";

const EXAMPLES = `
Tries what training needs: Node, the folder of the runs, SQLite, the data, and each backend and the GPU in a process of its own, with
how many images a second it trains on. Nothing is kept, and no data is made. Measure on an idle machine.

Each line begins with \`ok\`, \`warn\` (works with less than it could, or is optional and absent) or \`fail\`.
Exit code: 0 when sweep can train here, 1 when it cannot.

Examples:
  $ sweep doctor
  $ sweep doctor --quick            what works, without measuring
  $ sweep doctor --json | jq '.backends[] | {type, imagesPerSecond}'`;

/** `sweep doctor` */
export function doctorCommand(context: CliContext, deps: DoctorDeps): Command {
  return new Command("doctor")
    .description("check what works on this machine, and how fast")
    .option("--quick", "do not measure the backends")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async ({ quick = false, json }: { quick?: boolean; json?: boolean }) => {
      const diagnosis = await examine(context, deps, quick);
      if (json) printJson(context.stdout, diagnosis);
      else context.stdout.write(formatDiagnosis(diagnosis, lookOf(context)));
      throwUnlessHealthy(diagnosis);
    });
}

async function examine(context: CliContext, deps: DoctorDeps, quick: boolean): Promise<Diagnosis> {
  const bar = createProgressBar(context.stderr);
  try {
    return await diagnose(context, deps, { quick, onProgress: bar.update });
  } finally {
    bar.close();
  }
}

/** @throws SweepError: it decides the exit code. */
function throwUnlessHealthy({ canTrain, checks }: Diagnosis): void {
  if (canTrain) return;
  const failed = checks.filter(({ status }) => status === "fail").map(({ what }) => what);
  throw new SweepError("environment", `sweep cannot train here: ${failed.join(", ")}`);
}
