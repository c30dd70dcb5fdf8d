import type { Command } from "commander";
import { reportCommand } from "../commands/report.js";
import type { CliContext } from "../context.js";
import { version } from "../version.js";
import { LOOK_WORKER } from "./paths.js";

export function report(context: CliContext): Command {
  return reportCommand(context, { entry: LOOK_WORKER, version: version() });
}
