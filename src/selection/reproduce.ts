import { z } from "zod";
import { hashJson } from "../core/hash.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import { nameOfFolds, nameOfRepeats } from "../core/repeat-name.js";
import type { ParameterSummary } from "../store/store.js";
import { shownPath } from "./shown-path.js";

const PROGRAM = "sweep"; // never `npx sweep`: elsewhere than in sweep's own folder that is another package

/** What the runs that an experiment lists have in common. */
export interface ListedRuns {
  runs: number;
  parameters: readonly ParameterSummary[];
}

export interface ReproduceOptions {
  sweep: SweepRecord;
  listed: ListedRuns;
  /** What replaced a part of the experiment when the run was last trained: `--set` and `--backend`, as `key=value`. */
  overrides: readonly string[];
  cwd: string;
  /** How the reader calls sweep; left out: `sweep`, which docs, reports and the dashboard say. */
  program?: string;
}

/**
 * The command (POSIX shell) that trains this run once more: its experiment, narrowed by fixing every parameter that does not
 * have the run's value in all of the runs that the experiment lists, and to its repeat and fold. It runs under a name of its own, so that the sweep keeps its runs. An experiment without a file is one that `sweep ensemble` made.
 */
export function reproduceCommand(
  run: RunRecord,
  { sweep, listed, overrides, ...how }: ReproduceOptions,
): string {
  if (sweep.file === "") return ensembleCommand(run, how.program);
  const settings = [
    ...overrides.filter((override) => !override.startsWith("name=")),
    `name=${sweep.name}-${run.id}`,
    ...ownRepetition(run),
    ...ownParameters(run, listed).map(
      ([name, value]) => `parameters.${name}=${JSON.stringify(value)}`, // JSON is YAML
    ),
  ];
  return `${experimentCommand(sweep.file, { ...how, overrides: settings })} --fresh`;
}

/** The command that trains what is missing of an experiment that was run with these overrides. */
export function experimentCommand(
  file: string,
  { overrides, cwd, program = PROGRAM }: Omit<ReproduceOptions, "sweep" | "listed">,
): string {
  const options = overrides.flatMap((override) => ["--set", override]);
  return [program, ...["run", shownPath(file, cwd), ...options].map(quoteForShell)].join(" ");
}

/** A run that is not called a repeat is the only one, or the first of an experiment that has it by another name. */
function ownRepetition({ name, definition: { repeat, fold } }: RunRecord): string[] {
  const isRepeat = repeat > 1 || nameOfRepeats(name) !== nameOfFolds(name);
  return [
    ...(isRepeat ? [`only.repeat=${repeat}`] : []),
    ...(fold ? [`only.fold=${fold.index + 1}`] : []),
  ];
}

/** Whole values by top-level name: a part of a swept value cannot be set. */
function ownParameters({ definition }: RunRecord, { runs, parameters }: ListedRuns) {
  const known = new Map(parameters.map((each) => [each.name, each]));
  return Object.entries(definition.parameters).filter(([name, value]) => {
    const shared = known.get(name);
    const [only] = shared?.values ?? [];
    const isShared = shared?.runs === runs && shared.distinct === 1 && only !== undefined;
    return !isShared || hashJson(only) !== hashJson(value);
  });
}

/** Names the very runs that the ensemble was made of: its experiment may have others by now. */
function ensembleCommand(
  { definition: { data, parameters } }: RunRecord,
  program = PROGRAM,
): string {
  const { candidates } = ensembleData.parse(data);
  const { select, tta } = ensembleParameters.parse(parameters);
  const how = typeof select === "object" ? ["--top", String(select.n)] : [];
  const options = [...how, ...(select === "greedy" ? ["--greedy"] : []), ...(tta ? ["--tta"] : [])];
  const runs = candidates.flatMap((candidate) => candidate.split("+"));
  return [program, "ensemble", ...runs, ...options, "--fresh"].join(" ");
}

/** As the trainer `ensemble` describes its data: the ids of a candidate's runs, with `+` between them. */
const ensembleData = z.object({ candidates: z.array(z.string()) });
const ensembleParameters = z.object({
  select: z.union([z.string(), z.object({ n: z.number() })]),
  tta: z.boolean(),
});

/** Single quotes keep everything but themselves. */
function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
