import type { Parameters } from "../../core/json.js";
import type { MetricGoal } from "../../core/metric-goal.js";
import { createRandom } from "../../core/random.js";
import { encodeParameters, type Feature } from "./encode.js";
import { growTree, type Tree } from "./regression-tree.js";
import { spearman } from "./spearman.js";

/** A run's parameters with the best value of the metric, a finite number. */
export interface Trial {
  parameters: Parameters;
  value: number;
}

export interface Importance {
  /** Most important first. */
  parameters: ParameterImportance[];
  /** Share of the metric's variance that the forest tells of runs that a tree has not seen (R²); null where that is none. */
  explained: number | null;
  /** What speaks against trusting the figures; null where nothing does. */
  note: string | null;
}

export interface ParameterImportance {
  name: string;
  /** Its share of what all parameters together tell; they sum to 1. */
  importance: number;
  /** Number of different values. */
  distinct: number;
  /**
   * Spearman's rank correlation with the metric, turned so that above 0 larger values do better, whatever the goal. Null for
   * names, which have no order, and where the metric never changes.
   */
  correlation: number | null;
}

const TREES = 64; // as many as fANOVA uses by default; more change the second digit at most
const MOST_ROWS = 1_000; // that a tree learns from: 10,000 runs take as long as 1,000
const LEAF_SIZE = 3; // a leaf of one run would learn its noise
const FEWEST_RUNS = 4;

/**
 * How much each parameter decides of a metric: a random forest learns to tell the metric from the parameters, and each parameter
 * counts by how much worse it tells runs that a tree has not seen when that parameter's values are shuffled among them.
 * Source: L. Breiman, Random Forests, Machine Learning 45 (2001). The same runs give the same figures.
 */
export function measureImportance(trials: readonly Trial[], goal: MetricGoal): Importance {
  const features = encodeParameters(trials.map(({ parameters }) => parameters));
  const target = Float64Array.from(trials, ({ value }) => value);
  const canTell = trials.length >= FEWEST_RUNS && features.length > 0 && new Set(target).size > 1;
  const { losses, explained } = canTell ? forest(features, target) : NOTHING;
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  const parameters = features.map((feature, i) => ({
    name: feature.name,
    importance: total > 0 ? (losses[i] ?? 0) / total : 0,
    distinct: feature.distinct,
    correlation: correlationOf(feature, target, goal),
  }));
  return {
    parameters: parameters.sort((a, b) => b.importance - a.importance),
    explained,
    note: noteOn(trials.length, features.length, target, explained),
  };
}

interface Forest {
  /** How much each feature's shuffling costs, in squared error; never below 0. */
  losses: number[];
  explained: number | null;
}

const NOTHING: Forest = { losses: [], explained: null };

function forest(features: readonly Feature[], target: Float64Array): Forest {
  const losses = features.map(() => 0);
  const votes = new Float64Array(target.length);
  const voters = new Uint16Array(target.length);
  for (let index = 0; index < TREES; index++) {
    const { tree, unseen } = plant(features, target, index);
    unseen.forEach((row) => {
      votes[row] = (votes[row] as number) + predict(tree, features, row);
      voters[row] = (voters[row] as number) + 1;
    });
    features.forEach((_, feature) => {
      losses[feature] =
        (losses[feature] as number) +
        shufflingCost(tree, { features, target, unseen, feature, index });
    });
  }
  return {
    losses: losses.map((loss) => Math.max(0, loss)),
    explained: rSquared(votes, voters, target),
  };
}

function plant(features: readonly Feature[], target: Float64Array, index: number) {
  const random = createRandom("importance", index);
  const size = Math.min(target.length, MOST_ROWS);
  const rows = Array.from({ length: size }, () => random.int(0, target.length - 1));
  const seen = new Set(rows);
  const others = Array.from(target, (_, row) => row).filter((row) => !seen.has(row));
  const unseen = random.shuffle(others).slice(0, MOST_ROWS);
  const tries = Math.ceil(features.length / 3); // Breiman's choice for regression
  const tree = growTree({ features, target, rows, tries, leafSize: LEAF_SIZE, random });
  return { tree, unseen };
}

interface Shuffle {
  features: readonly Feature[];
  target: Float64Array;
  unseen: readonly number[];
  feature: number;
  index: number;
}

/** By how much the mean squared error rises. */
function shufflingCost(tree: Tree, { features, target, unseen, feature, index }: Shuffle): number {
  const shuffled = createRandom("shuffle", index, feature).shuffle([...unseen]);
  const values = features[feature]?.values ?? new Float64Array(0);
  let cost = 0;
  unseen.forEach((row, i) => {
    const truth = target[row] as number;
    const other = values[shuffled[i] as number] as number;
    const mixed = tree((at) => (at === feature ? other : (features[at]?.values[row] as number)));
    cost += (mixed - truth) ** 2 - (predict(tree, features, row) - truth) ** 2;
  });
  return unseen.length === 0 ? 0 : cost / unseen.length;
}

function predict(tree: Tree, features: readonly Feature[], row: number): number {
  return tree((feature) => features[feature]?.values[row] as number);
}

function rSquared(votes: Float64Array, voters: Uint16Array, target: Float64Array): number | null {
  const rows = Array.from(target, (_, row) => row).filter((row) => voters[row] !== 0);
  const mean = rows.reduce((sum, row) => sum + (target[row] as number), 0) / rows.length;
  const squares = (error: (row: number) => number) =>
    rows.reduce((sum, row) => sum + error(row) ** 2, 0);
  const left = squares(
    (row) => (votes[row] as number) / (voters[row] as number) - (target[row] as number),
  );
  const all = squares((row) => (target[row] as number) - mean);
  return all > 0 ? 1 - left / all : null;
}

function correlationOf({ values, isOrdered }: Feature, target: Float64Array, goal: MetricGoal) {
  if (!isOrdered) return null;
  const correlation = spearman(values, target);
  return correlation === null || goal === "maximize" ? correlation : -correlation;
}

const RUNS_PER_PARAMETER = 10; // below that a forest tells chance from effect badly
const LITTLE = 0.2; // of the variance

function noteOn(runs: number, parameters: number, target: Float64Array, explained: number | null) {
  if (parameters === 0) return "These runs differ in no parameter.";
  if (runs < FEWEST_RUNS)
    return `Importance needs ${FEWEST_RUNS} runs with a value or more; there are ${runs}.`;
  if (new Set(target).size === 1) return "All these runs have the same value.";
  const wanted = RUNS_PER_PARAMETER * parameters;
  if (runs < wanted)
    return `${runs} runs are few for ${parameters} parameters: take the order as a hint, and these figures seriously from about ${wanted} runs on.`;
  if (explained === null || explained < LITTLE)
    return "The parameters tell little of the differences between these runs: most of it is chance, or something that is no parameter.";
  return null;
}
