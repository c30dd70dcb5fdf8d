import * as tfl from "@tensorflow/tfjs-layers";
import { assertNever } from "../../../core/assert-never.js";
import { seedOf } from "../../../core/random.js";
import type { Initializer } from "../models/initializers.js";
import { orthogonal } from "./orthogonal.js";

/** What draws the first numbers of a weight. */
export type TfInitializer = ReturnType<typeof tfl.initializers.zeros>;

/** What the numbers of a weight derive from. */
export interface WeightIdentity {
  /** The layer's name, with the weight's where it has several. */
  name: string;
  /** The run's seed. */
  seed: number;
}

/** Standard deviation of a standard normal without what lies beyond ±2: normal numbers that are cut there need as much more. */
const CUT_NORMAL = 0.8796256610342398;

/** tfjs's initializer of this name, which a saved model names too. */
export function initializerOf(
  initializer: Initializer,
  { name, seed: runSeed }: WeightIdentity,
): TfInitializer {
  const seed = seedOf(runSeed, "weights", name) || 1; // tfjs takes 0 for "no seed"
  switch (initializer.kind) {
    case "zeros":
      return tfl.initializers.zeros();
    case "ones":
      return tfl.initializers.ones();
    case "constant":
      return tfl.initializers.constant({ value: initializer.value });
    case "random_uniform":
      return tfl.initializers.randomUniform({
        minval: initializer.min,
        maxval: initializer.max,
        seed,
      });
    case "random_normal":
      return tfl.initializers.randomNormal({ ...momentsOf(initializer), seed });
    case "truncated_normal":
      return tfl.initializers.truncatedNormal({ ...momentsOf(initializer), seed });
    case "glorot_uniform":
      return tfl.initializers.glorotUniform({ seed });
    case "he_uniform":
      return tfl.initializers.heUniform({ seed });
    case "lecun_uniform":
      return tfl.initializers.leCunUniform({ seed });
    case "glorot_normal":
      return scaled({ scale: 1, mode: "fan_avg", distribution: "normal" }, seed);
    case "he_normal":
      return scaled({ scale: 2, mode: "fan_in", distribution: "normal" }, seed);
    case "lecun_normal":
      return scaled({ scale: 1, mode: "fan_in", distribution: "normal" }, seed);
    case "variance_scaling":
      return scaled(initializer, seed);
    case "orthogonal":
      return orthogonal(initializer.gain, seed);
    default:
      return assertNever(initializer);
  }
}

function momentsOf({ mean, stddev }: { mean: number; stddev: number }) {
  return { mean, stddev };
}

type Scaling = Pick<
  Extract<Initializer, { kind: "variance_scaling" }>,
  "scale" | "mode" | "distribution"
>;

const MODES = { fan_in: "fanIn", fan_out: "fanOut", fan_avg: "fanAvg" } as const;

/** Numbers of the variance scale / fan. tfjs's normal ones lose a quarter of it with their tails; as in Keras, these do not. */
function scaled({ scale, mode, distribution }: Scaling, seed: number): TfInitializer {
  const whole = distribution === "normal" ? scale / CUT_NORMAL ** 2 : scale;
  return tfl.initializers.varianceScaling({ scale: whole, mode: MODES[mode], distribution, seed });
}
