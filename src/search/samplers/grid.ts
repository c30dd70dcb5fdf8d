import { z } from "zod";
import type { Dimension } from "../../core/search-space.js";
import { latticeOf } from "../lattice.js";
import type { SamplerDescriptor } from "../sampler.js";

/**
 * Every combination of values once. The first parameter in the YAML varies slowest; equal values count once.
 * `q_uniform` includes max where it is a whole number of steps from min: every other bounded range includes both of
 * its ends. (W&B leaves max out of a grid, as numpy.arange does, but not out of a random search.)
 */
export const grid: SamplerDescriptor = {
  type: "grid",
  options: z.strictObject({}),
  learns: false,
  rejects: rejection,
  create: (_options, { space }) => {
    const lattice = latticeOf(space);
    if (lattice === null) throw new TypeError("grid: expected dimensions that it does not reject");
    return {
      size: lattice.size,
      propose: ({ index }) => (index < lattice.size ? lattice.pointAt(index) : null),
    };
  },
};

const LISTABLE: readonly Dimension["kind"][] = [
  "constant",
  "categorical",
  "int_uniform",
  "q_uniform",
];

function rejection(dimension: Dimension): string | null {
  if (dimension.kind === "categorical" && dimension.probabilities) {
    return "a grid tries each value once: remove `probabilities`, or write `method: random`";
  }
  if (LISTABLE.includes(dimension.kind)) return null;
  return (
    `a grid cannot list \`${dimension.kind}\`: write \`values: [...]\`, ` +
    "or `distribution: q_uniform` with a step `q`, or `method: random`"
  );
}
