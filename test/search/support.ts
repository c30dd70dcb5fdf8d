import fc from "fast-check";
import type { JsonValue } from "../../src/core/json.js";
import { createRandom } from "../../src/core/random.js";
import type { Dimension, Point, SearchSpace } from "../../src/core/search-space.js";
import { samplers } from "../../src/search/index.js";
import type { Sampler } from "../../src/search/sampler.js";

export function samplerOf(type: string, space: SearchSpace): Sampler {
  return samplers.get(type).create({}, { space, goal: "maximize" });
}

export function propose(sampler: Sampler, seed: number, index: number): Point | null {
  const randomOf = (i: number) => createRandom(seed, "sampler", i);
  return sampler.propose({ index, random: randomOf(index), randomOf, history: [] });
}

/** Proposals 0, 1, 2, … up to the end, `most` of them. */
export function proposals(sampler: Sampler, seed = 1, most = Infinity): Point[] {
  const points: Point[] = [];
  for (let point = propose(sampler, seed, 0); point && points.length < most; ) {
    points.push(point);
    point = propose(sampler, seed, points.length);
  }
  return points;
}

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(fc.integer(), fc.boolean(), fc.string());
const categorical = fc
  .array(scalar, { minLength: 1, maxLength: 4 })
  .map((values): Dimension => ({ kind: "categorical", values }));
const intUniform = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 }))
  .map(([min, width]): Dimension => ({ kind: "int_uniform", min, max: min + width }));
const qUniform = fc
  .tuple(
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom(0.1, 0.25, 1, 3),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(
    ([min, q, steps]): Dimension => ({ kind: "q_uniform", min, max: min + (steps + 0.5) * q, q }),
  );

/** Dimensions that can be listed. */
export const finiteDimension = fc.oneof(categorical, intUniform, qUniform);

export function spaceOf(dimension: fc.Arbitrary<Dimension>): fc.Arbitrary<SearchSpace> {
  return fc
    .array(dimension, { maxLength: 4 })
    .map((all) => new Map(all.map((each, i) => [`p${i}`, each] as const)));
}
