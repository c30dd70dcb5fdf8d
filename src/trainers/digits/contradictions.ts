import type { JsonValue } from "../../core/json.js";
import { augmentOptions, warpedEpochs } from "./augment/options.js";
import { layersOf } from "./models/index.js";
import { innerLayers, type Layer } from "./models/layer.js";
import { LayoutError, planNetwork } from "./models/plan.js";
import { scheduleChoice } from "./schedules/index.js";
import { optionsOrNull, type Switch } from "./switchable.js";
import { dataPruning } from "./training/sampling/data-pruning.js";

/** The parameters that bear on each other. */
export interface Settings {
  model: JsonValue;
  batch_norm: boolean;
  dropout: number;
  schedule: JsonValue;
  epochs: number;
  warmup_epochs: number;
  data_pruning: Switch;
  augment: Switch;
}

export interface Contradiction {
  path: (string | number)[];
  message: string;
}

/** What each parameter allows but all of them together do not. */
export function contradictions(given: Settings): Contradiction[] {
  const layers = layersOf(given.model);
  return [
    ...layoutProblems(layers, given),
    ...withoutEffect(layers, given),
    ...twoWarmups(given),
    ...pruningOfNothing(given),
    ...warpsToTheEnd(given),
  ];
}

function layoutProblems(layers: Layer[], given: Settings): Contradiction[] {
  try {
    planNetwork(layers, given);
    return [];
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    return [{ path: ["model", "layers", ...error.path], message: error.message }];
  }
}

/** A swept parameter that no layer of the model asks for would give equal runs under different names. */
function withoutEffect(layers: Layer[], given: Settings): Contradiction[] {
  const all = withInner(layers);
  const problems: Contradiction[] = [];
  if (given.batch_norm && all.every(({ when }) => when === undefined))
    problems.push({
      path: ["batch_norm"],
      message:
        "expected `false`, got `true`: no layer of the model has `when: batch_norm` (as `- {batch_norm: , when: batch_norm}` has), so it would change nothing",
    });
  if (
    given.dropout > 0 &&
    !all.some((layer) => layer.kind === "dropout" && layer.rate === undefined)
  )
    problems.push({
      path: ["dropout"],
      message: `expected 0, got ${given.dropout}: no layer of the model is a \`dropout\` without its own rate, so it would change nothing`,
    });
  return problems;
}

function withInner(layers: Layer[]): Layer[] {
  return layers.flatMap((layer) => [layer, ...innerLayers(layer).flatMap(withInner)]);
}

function twoWarmups({ schedule, epochs, warmup_epochs }: Settings): Contradiction[] {
  const path = ["warmup_epochs"];
  if (warmup_epochs > 0 && scheduleChoice.resolve(schedule).type === "one_cycle")
    return [
      {
        path,
        message: `expected 0 with the schedule one_cycle, got ${warmup_epochs}: it has a warm-up of its own`,
      },
    ];
  if (warmup_epochs > epochs)
    return [{ path, message: `expected at most epochs (${epochs}), got ${warmup_epochs}` }];
  return [];
}

/** The first pass over the rows, which takes one epoch, leaves out none. */
function pruningOfNothing({ data_pruning, epochs }: Settings): Contradiction[] {
  const pruning = optionsOrNull(dataPruning, data_pruning);
  if (pruning === null || pruning.until * epochs > 1) return [];
  return [
    {
      path: ["data_pruning"],
      message: `expected \`data_pruning: false\` with ${epochs} of \`epochs\` and ${pruning.until} as \`until\`: the first pass over the rows, which is one epoch, leaves out none, so it would change nothing`,
    },
  ];
}

function warpsToTheEnd({ augment, epochs }: Settings): Contradiction[] {
  const options = augmentOptions(augment);
  if (options === null || options.until === 1 || warpedEpochs(options, epochs) < epochs) return [];
  return [
    {
      path: ["augment", "until"],
      message: `expected 1 with ${epochs} of \`epochs\`, got ${options.until}: at least one epoch has warped images, so it would change nothing`,
    },
  ];
}
