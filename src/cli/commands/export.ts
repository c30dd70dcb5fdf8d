import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { SweepError } from "../../core/errors.js";
import type { Registry } from "../../core/registry.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { shownPath } from "../../selection/shown-path.js";
import { writeAtomically } from "../../selection/write-atomically.js";
import type { CliContext } from "../context.js";
import { type ExportedRun, exportRun, type RunExportFormat } from "../export-run.js";
import { formatFacts } from "../format/facts.js";
import { lookOf } from "../format/look.js";
import { formatBytes, formatCountOf } from "../format/number.js";
import { printJson } from "../format/print.js";
import { withStore } from "../format/with-store.js";
import { requireNew } from "../require-new.js";

const EXAMPLES = `
Hands out the trained network of a run, after comparing its files with the hashes that the run recorded. Input: [n, 28, 28, 1],
grey levels from 0 to 1, white on black; output: ten probabilities. A run that did not write the form itself has its model
converted now, and the result is run and compared with the network before it is written.

Examples:
  $ sweep export champion
  $ sweep export 8c1dfe02 --format safetensors -o weights.safetensors
  $ sweep export champion --format tfjs -o site/model
  $ sweep export champion --format bundle -o site     # then open site/index.html
  $ sweep export champion --json | jq -r .files[0].path`;

export interface ExportDeps {
  formats: Registry<RunExportFormat>;
}

interface Options {
  format: string;
  output?: string;
  force?: boolean;
  json?: boolean;
}

interface WrittenFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** `sweep export <runId|champion>` */
export function exportCommand(context: CliContext, { formats }: ExportDeps): Command {
  const list = formats.types.map((type) => `${type} (${formats.get(type).description})`).join(", ");
  return new Command("export")
    .description("hand out a run's trained network")
    .argument("<runId>", "id or the beginning of one, or `champion`")
    .option("-f, --format <format>", list, (type) => knownFormat(type, formats), "onnx")
    .option(
      "-o, --output <path>",
      "where to write it (default: named for the run, in this directory)",
    )
    .option("--force", "replace files where there are some")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, { format: type, output, force, json }: Options) =>
      withStore(context, async (store) => {
        const run = resolveRun(store, runId);
        const format = formats.get(type);
        const targets = targetsOf(format, run.id, { output, cwd: context.cwd });
        if (!force) for (const file of targets) requireNew(file, context.cwd);
        const exported = await exportRun(run, format, { store, runsDir: context.runsDir() });
        const files = exported.files.map(({ content }, i) => write(targets[i] as string, content));
        const { source, check } = exported;
        if (json) printJson(context.stdout, { run: run.id, format: type, source, check, files });
        else
          context.stdout.write(describe(context, run.id, { exported, files, opens: format.opens }));
      }),
    );
}

function knownFormat(type: string, formats: Registry<RunExportFormat>): string {
  if (formats.find(type)) return type;
  throw new InvalidArgumentError(formats.unknown(type));
}

/** One file has the name that is asked for; several are in a folder of that name. */
function targetsOf(
  { type, files }: RunExportFormat,
  runId: string,
  { output, cwd }: { output: string | undefined; cwd: string },
): string[] {
  const [file = "", ...more] = files;
  if (more.length > 0) {
    const folder = resolve(cwd, output ?? `${runId}-${type}`);
    if (existsSync(folder) && !statSync(folder).isDirectory())
      throw new SweepError(
        "usage",
        `--output: expected a folder, because ${type} is ${files.length} files, got the file ${output}`,
      );
    return files.map((name) => join(folder, name));
  }
  const own = runId + extname(file);
  const path = resolve(cwd, output ?? own);
  return [existsSync(path) && statSync(path).isDirectory() ? join(path, own) : path];
}

function write(path: string, content: Uint8Array): WrittenFile {
  writeAtomically(path, content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { path, bytes: content.byteLength, sha256 };
}

interface Written {
  exported: ExportedRun;
  files: WrittenFile[];
  /** The file that a person opens first. */
  opens: string | undefined;
}

function describe(
  context: CliContext,
  runId: string,
  { exported: { source, check }, files, opens }: Written,
): string {
  const from = source === "recorded" ? "as the run wrote it" : "converted now";
  const first = files.find(({ path }) => basename(path) === opens)?.path;
  const open = first ? `${shownPath(first, context.cwd)} in a browser` : null;
  return formatFacts(
    [["run", runId], ...whereTo(context, files), ["model", from], ["check", check], ["open", open]],
    { ...lookOf(context), width: undefined },
  );
}

/** One file with its hash; of several the folder, as `--json` has all their hashes. */
function whereTo({ cwd }: CliContext, files: readonly WrittenFile[]): [string, string][] {
  const [first, ...more] = files;
  if (first && more.length === 0)
    return [
      ["file", `${shownPath(first.path, cwd)} (${formatBytes(first.bytes)})`],
      ["sha256", first.sha256],
    ];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const folder = shownPath(dirname(first?.path ?? cwd), cwd);
  return [["folder", `${folder} (${formatCountOf(files.length, "file")}, ${formatBytes(bytes)})`]];
}
