import type { RunRecord } from "../../core/records.js";
import { readEnvironmentRecord } from "../../protocol/environment-record.js";
import { readOverrides } from "../../protocol/read-run-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { Fact, Report } from "../../report/report.js";
import { experimentCommand, reproduceCommand } from "../../selection/reproduce.js";
import { createParameterCache } from "../../server/varying.js";
import { formatBytes } from "../format/number.js";
import type { Source } from "./source.js";

/** On what the best run was trained, and the commands that do it all again. */
export function reproduceReport(source: Source): Pick<Report, "environment" | "commands"> {
  const best = source.ranked[0]?.run ?? source.runs[0];
  return {
    environment: best ? environmentOf(source, best) : [],
    commands: commandsOf(source, source.ranked[0]?.run),
  };
}

function environmentOf({ runsDir }: Source, run: RunRecord): Fact[] {
  const record = readEnvironmentRecord(runPaths(runsDir, run.id).environment);
  if (!record) return [["environment", `run ${run.id} recorded none`]];
  const { os, arch, cpu, cores, memory_bytes, node, packages, git } = record;
  const libraries = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const backend = run.summary.backend;
  return [
    ["machine", `${cpu}, ${cores} cores, ${formatBytes(memory_bytes)}`],
    ["system", `${os} (${arch}), Node ${node}`],
    ...(typeof backend === "string" ? [["backend", backend] as const] : []),
    ...(libraries.length > 0 ? [["libraries", libraries.join(", ")] as const] : []),
    [
      "git",
      git
        ? `${git.commit}${git.branch ? ` on ${git.branch}` : ""}${git.dirty ? ", with changes that were not committed" : ""}`
        : "not in a repository",
    ],
    ["code", `SHA-256 ${run.definition.code}`],
  ];
}

function commandsOf(
  { sweep, store, runsDir, cwd }: Source,
  best: RunRecord | undefined,
): Report["commands"] {
  const overrides = best ? readOverrides(runPaths(runsDir, best.id).config) : [];
  const purpose = "All runs (those that are finished are kept):";
  const all =
    sweep.file === ""
      ? []
      : [{ purpose, command: experimentCommand(sweep.file, { overrides, cwd }) }];
  if (!best) return all;
  const listed = createParameterCache(store)(sweep);
  const command = reproduceCommand(best, { sweep, listed, overrides, cwd });
  return [...all, { purpose: `The best run, ${best.id}, trained once more:`, command }];
}
