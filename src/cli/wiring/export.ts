import type { Command } from "commander";
import { Registry } from "../../core/registry.js";
import { exportFormats } from "../../trainers/exports/index.js";
import { bundleFormat } from "../bundle/bundle-format.js";
import { exportCommand } from "../commands/export.js";
import type { CliContext } from "../context.js";
import type { RunExportFormat } from "../export-run.js";
import { BUNDLE } from "./paths.js";

export function exportRun(context: CliContext): Command {
  const ofModels = exportFormats.types.map((type) => exportFormats.get(type));
  const formats = new Registry<RunExportFormat>("format", [...ofModels, bundleFormat(BUNDLE)]);
  return exportCommand(context, { formats });
}
