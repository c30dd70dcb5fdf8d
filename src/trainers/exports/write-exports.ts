import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../core/errors.js";
import type { Tracker } from "../../tracker/index.js";
import { describeCheck } from "./describe-check.js";
import type { ExportFormat, ExportRequest } from "./format.js";

/**
 * Writes a model in these forms beside itself. One that cannot be made, or answers otherwise than the network, is left out: the
 * summary `<format>_check` and a warning say why.
 */
export async function writeExports(
  formats: readonly ExportFormat[],
  request: ExportRequest,
  tracker: Pick<Tracker, "artifact" | "summary">,
): Promise<void> {
  for (const format of formats) {
    try {
      await writeExport(format, request, tracker);
    } catch (error) {
      const problem = `not written: ${messageOf(error)}`;
      tracker.summary({ [`${format.type}_check`]: problem });
      process.emitWarning(`the model as ${format.type}: ${problem}`);
    }
  }
}

async function writeExport(
  format: ExportFormat,
  request: ExportRequest,
  tracker: Pick<Tracker, "artifact" | "summary">,
): Promise<void> {
  const { contents, check } = await format.convert(request);
  for (const [i, name] of format.files.entries()) {
    const file = join(request.modelDir, name);
    await writeFile(file, contents[i] ?? "");
    tracker.artifact(file, "export");
  }
  if (check) tracker.summary({ [`${format.type}_check`]: describeCheck(check) });
}
