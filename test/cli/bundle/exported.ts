import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundleFormat } from "../../../src/cli/bundle/bundle-format.js";
import { exportCommand } from "../../../src/cli/commands/export.js";
import type { RunExportFormat } from "../../../src/cli/export-run.js";
import { Registry } from "../../../src/core/registry.js";
import { addRunWith } from "../../serving/trained.js";
import { createTerminal, type Output, type Terminal } from "../commands/terminal.js";

const ROOT = resolve(import.meta.dirname, "../../..");
export const RUN = "8c1dfe02ab34";

/** Page, engine and server as they are built now. Who asks removes the folder. */
export function buildAssets(): string {
  const folder = mkdtempSync(join(tmpdir(), "sweep-bundle-"));
  const folders = ["dashboard", "draw", "bundle"].map((name) => join(folder, name));
  execFileSync(process.execPath, [join(ROOT, "dashboard/build.mjs"), ...folders]);
  rmSync(join(folder, "dashboard"), { recursive: true });
  return folder;
}

export interface Exporting extends Terminal {
  /** What `sweep export RUN --format bundle -o site` prints. */
  exportBundle(): Promise<Output>;
  /** The folder that it writes. */
  site: string;
}

/** A workspace with a finished run that has this model. */
export function workspaceWith(modelDir: string, assets: string): Exporting {
  const terminal = createTerminal();
  addRunWith(modelDir, terminal, [RUN]);
  const formats = new Registry<RunExportFormat>("format", [bundleFormat(join(assets, "bundle"))]);
  return {
    ...terminal,
    site: join(terminal.dir, "site"),
    exportBundle: () =>
      terminal.run(
        (context) => exportCommand(context, { formats }),
        ...[RUN, "--format", "bundle", "-o", "site"],
      ),
  };
}
