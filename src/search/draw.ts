import { assertNever } from "../core/assert-never.js";
import type { JsonValue } from "../core/json.js";
import type { Random } from "../core/random.js";
import type { Dimension } from "../core/search-space.js";
import { levelsOf } from "./levels.js";
import { roundLike } from "./steps.js";
import { logUniform, uniform } from "./uniform.js";

/** Draws a value of any dimension. Bounded ones include both of their ends. */
export function draw(dimension: Dimension, random: Random): JsonValue {
  switch (dimension.kind) {
    case "constant":
    case "categorical":
    case "int_uniform":
    case "q_uniform":
    case "q_log_uniform_values": {
      const levels = levelsOf(dimension);
      return levels === null ? null : levels.at(levels.draw(random));
    }
    case "uniform":
      return uniform(dimension.min, dimension.max, random);
    case "log_uniform_values":
      return logUniform(dimension.min, dimension.max, random);
    case "normal":
      return dimension.mu + dimension.sigma * random.normal();
    case "q_normal": {
      const { mu, sigma, q } = dimension;
      return roundLike(Math.round((mu + sigma * random.normal()) / q) * q, q);
    }
    case "log_normal":
      return Math.exp(dimension.mu + dimension.sigma * random.normal());
    default:
      return assertNever(dimension);
  }
}
