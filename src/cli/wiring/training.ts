import type { Command } from "commander";
import { executors } from "../../executors/index.js";
import { identify, isAlive } from "../../executors/local/process-table.js";
import { availableMemory } from "../available-memory.js";
import { dataCommand } from "../commands/data.js";
import { ensembleCommand } from "../commands/ensemble.js";
import { retryCommand } from "../commands/retry.js";
import { runCommand } from "../commands/run.js";
import type { CliContext } from "../context.js";
import type { RunDeps } from "../run/run-options.js";
import { onInterrupt } from "../signals.js";
import { createControl } from "./control.js";
import { LOOK_WORKER } from "./paths.js";
import { plugins } from "./plugins.js";

export function run(context: CliContext): Command {
  return runCommand(context, runDeps());
}

export function retry(context: CliContext): Command {
  return retryCommand(context, { ...runDeps(), createControl });
}

export function ensemble(context: CliContext): Command {
  return ensembleCommand(context, runDeps());
}

export function data(context: CliContext): Command {
  return dataCommand(context, { plugins, entry: LOOK_WORKER });
}

function runDeps(): RunDeps {
  return {
    plugins,
    env: process.env,
    createExecutor: (runsDir) => executors.get("local").create({}, { runsDir }),
    isAlive,
    self: identify(process.pid),
    availableBytes: availableMemory,
    onInterrupt,
  };
}
