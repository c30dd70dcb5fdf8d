import type { JsonValue } from "../../../core/json.js";
import { choice, optionsOf } from "../choice.js";
import { constant } from "./constant.js";
import { cosine } from "./cosine.js";
import { exponential } from "./exponential.js";
import { linear } from "./linear.js";
import { oneCycle } from "./one-cycle.js";
import { plateau } from "./plateau.js";
import type { Schedule, TrainingLength } from "./schedule.js";
import { step } from "./step.js";

/** A new schedule is one file and one line here. */
export const schedules = {
  constant,
  step,
  exponential,
  linear,
  cosine,
  one_cycle: oneCycle,
  plateau,
};

/** The parameter `schedule`. */
export const scheduleChoice = choice(optionsOf(schedules));

export function createSchedule(value: JsonValue, length: TrainingLength): Schedule {
  const { type, options } = scheduleChoice.resolve(value);
  return schedules[type].create(options, length);
}
