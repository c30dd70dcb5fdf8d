import { z } from "zod";
import type { Point, SearchSpace } from "../../core/search-space.js";
import { draw } from "../draw.js";
import { type Lattice, latticeOf } from "../lattice.js";
import type { ProposalContext, Sampler, SamplerDescriptor } from "../sampler.js";

/**
 * Independent draws from each parameter's distribution. A finite space is drawn without replacement: no point comes
 * twice, and the search ends when all have come.
 */
export const random: SamplerDescriptor = {
  type: "random",
  options: z.strictObject({}),
  learns: false,
  rejects: () => null,
  create: (_options, { space }) => {
    const lattice = latticeOf(space);
    return lattice !== null && lattice.size <= Number.MAX_SAFE_INTEGER
      ? withoutReplacement(lattice)
      : independent(space); // so many points that two equal draws are not to be expected
  },
};

function independent(space: SearchSpace): Sampler {
  return { size: null, propose: ({ random }) => drawPoint(space, random) };
}

function drawPoint(space: SearchSpace, random: ProposalContext["random"]): Point {
  return Object.fromEntries(
    [...space].map(([name, dimension]) => [name, draw(dimension, random)] as const),
  );
}

/** What run `index` gets depends on runs 0 … index-1, whose draws are made here too: the order of calls does not matter. */
function withoutReplacement(lattice: Lattice): Sampler {
  const ranks: number[] = [];
  const taken = new Set<number>();
  return {
    size: lattice.size,
    propose: ({ index, randomOf }) => {
      while (ranks.length <= index && taken.size < lattice.size) {
        const rank = drawNew(lattice, taken, randomOf(ranks.length));
        ranks.push(rank);
        taken.add(rank);
      }
      const rank = ranks[index];
      return rank === undefined ? null : lattice.pointAt(rank);
    },
  };
}

const DRAWS = 100; // finds a new point with 99 % probability while at least 1 in 22 is left

/** Draws until a point is new; when nearly all are taken, the next free one after the last draw. */
function drawNew(lattice: Lattice, taken: ReadonlySet<number>, random: ProposalContext["random"]) {
  let rank = 0;
  for (let i = 0; i < DRAWS; i++) {
    rank = lattice.rankOf(lattice.dimensions.map((levels) => levels.draw(random)));
    if (!taken.has(rank)) return rank;
  }
  while (taken.has(rank)) rank = (rank + 1) % lattice.size;
  return rank;
}
