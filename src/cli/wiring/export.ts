import type { Command } from "commander";
import { exportFormats } from "../../trainers/exports/index.js";
import { exportCommand } from "../commands/export.js";
import type { CliContext } from "../context.js";

export function exportRun(context: CliContext): Command {
  return exportCommand(context, { formats: exportFormats });
}
