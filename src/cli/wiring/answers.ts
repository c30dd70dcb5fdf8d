import type { Command } from "commander";
import { backends } from "../../trainers/backends/index.js";
import { solutionFile } from "../../trainers/digits/data/solution-file.js";
import { scoreCommand } from "../commands/score.js";
import { submitCommand } from "../commands/submit.js";
import type { CliContext } from "../context.js";
import { digitsPredictor, usesEmbeddedDigits } from "../digits-runs.js";
import { pushToKaggle } from "../kaggle.js";
import { cacheDirOf } from "../run/plan-sweep.js";

export function submit(context: CliContext): Command {
  return submitCommand(context, {
    createPredictor: ({ runsDir, backend }) => digitsPredictor(runsDir, backend),
    usesEmbeddedData: (runId) => usesEmbeddedDigits(context.runsDir(), runId),
    push: (push) => pushToKaggle(push, process.env),
    backends: backends.types,
  });
}

export function score(context: CliContext): Command {
  return scoreCommand(context, {
    defaultSolution: () => solutionFile(cacheDirOf(context.runsDir())),
    usesEmbeddedData: (runId) => usesEmbeddedDigits(context.runsDir(), runId),
  });
}
