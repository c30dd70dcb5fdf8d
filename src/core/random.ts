import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { sha256 } from "./hash.js";

/** A seeded stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform whole number in [min, max], both ends included. */
  int(min: number, max: number): number;
  /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(): number;
  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/**
 * The stream that belongs to `path`, for example `createRandom(sweepSeed, "run", index)`. Streams of different paths are
 * independent, so neither the order in which runs finish nor a resume changes what is drawn.
 */
export function createRandom(...path: (string | number)[]): Random {
  const generator = xoroshiro128plus(seedOf(...path));
  const next = () => uniformFloat64(generator);
  const int = (min: number, max: number) => uniformInt(generator, min, max);
  return {
    next,
    int,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(0, i);
        [items[i], items[j]] = [items[j], items[i]];
      }
      return items;
    },
  };
}

/** A signed 32-bit seed derived from a path, for libraries that take a number. */
export function seedOf(...path: (string | number)[]): number {
  return Number.parseInt(sha256(JSON.stringify(path)).slice(0, 8), 16) | 0;
}
