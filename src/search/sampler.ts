import type { z } from "zod";
import type { MetricGoal } from "../core/metric-goal.js";
import type { Random } from "../core/random.js";
import type { Dimension, Point, SearchSpace } from "../core/search-space.js";

/** A run that has ended, as a sampler that learns sees it. `value` is the metric's best; null when the run failed. */
export interface Observation {
  index: number;
  point: Point;
  value: number | null;
}

export interface ProposalContext {
  /** 0-based index of the run to propose. */
  index: number;
  /** Belongs to (sweep seed, index) alone, so that a resume proposes the same. */
  random: Random;
  /** The stream of any index, from its beginning: for samplers that must know what an earlier run was given. */
  randomOf(index: number): Random;
  history: readonly Observation[];
}

/** Proposes parameters. Pure: no I/O, no clock, random numbers passed in. */
export interface Sampler {
  /** How many runs there are in all; null when only `run_cap` bounds it. */
  readonly size: number | null;
  /** The next point; null when the space is exhausted. */
  propose(context: ProposalContext): Point | null;
}

export interface SamplerDescriptor<Options = unknown> {
  /** The experiment's `method`. */
  type: string;
  options: z.ZodType<Options>;
  /** Why this sampler cannot use the dimension, or null when it can. */
  rejects(dimension: Dimension): string | null;
  /** True when proposals depend on `history`: such runs are proposed one at a time as results arrive. */
  learns: boolean;
  create(options: Options, deps: { space: SearchSpace; goal: MetricGoal }): Sampler;
}
