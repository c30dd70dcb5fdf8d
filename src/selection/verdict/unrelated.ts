import { stableJson } from "../../core/hash.js";
import type { JsonValue } from "../../core/json.js";
import type { RunDefinition, RunRecord, TrainerSpec } from "../../core/records.js";
import type { RunStore, SweepStore } from "../../store/store.js";
import { listed } from "./phrases.js";

/**
 * What makes two runs answers to different questions: `another metric (loss, not val_accuracy) and other data`; null where they
 * answer the same one. Another split of the same data is the same question.
 */
export function differenceInKind(
  store: RunStore & SweepStore,
  run: RunRecord,
  champion: RunRecord,
): string | null {
  const [mine, its] = [metricsOf(store, run), metricsOf(store, champion)];
  const differences = [
    mine.some((metric) => its.includes(metric)) || mine.length === 0 || its.length === 0
      ? []
      : `another metric (${mine.join(", ")}, not ${its.join(", ")})`,
    hasSameTrainer(run.definition.trainer, champion.definition.trainer) ? [] : "another trainer",
    hasSameData(run.definition, champion.definition) ? [] : "other data",
  ].flat();
  return differences.length === 0 ? null : listed(differences);
}

/** Of all experiments that have the run. */
function metricsOf(store: RunStore & SweepStore, { id }: RunRecord): string[] {
  const metrics = store.sweepsOf(id).flatMap((name) => store.findSweep(name)?.metric ?? []);
  return [...new Set(metrics.map(({ name }) => name))];
}

/** Those that come with sweep are one: an ensemble is made of runs of the other. */
function hasSameTrainer(a: TrainerSpec, b: TrainerSpec): boolean {
  if (a.kind === "builtin" || b.kind === "builtin") return a.kind === b.kind;
  return stableJson([a.command, a.cwd]) === stableJson([b.command, b.cwd]);
}

function hasSameData(a: RunDefinition, b: RunDefinition): boolean {
  const [mine, its] = [trainingFile(a.data), trainingFile(b.data)];
  return mine === null || its === null ? stableJson(a.data) === stableJson(b.data) : mine === its;
}

/** The hash of the training file, as sweep's own trainers describe their data; null for data of a command. */
function trainingFile(data: JsonValue): string | null {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return null;
  return typeof data.train === "string" ? data.train : null;
}
