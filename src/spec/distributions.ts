import { z } from "zod";
import { jsonValue } from "../core/json.js";
import type { Dimension } from "../core/search-space.js";

const number = z.number();
const range = { distribution: z.string().optional(), min: number, max: number };
const bell = {
  distribution: z.string(),
  mu: number.default(0),
  sigma: number.positive().default(1),
};
const q = number.positive().default(1);

const PROBABILITY_TOLERANCE = 1e-6; // 0.333333 three times is meant to be 1

/** What each `distribution` is written with, and the dimension that it makes. */
export const DISTRIBUTIONS: Readonly<Record<Dimension["kind"], z.ZodType<Dimension>>> = {
  constant: z
    .strictObject({ distribution: z.string().optional(), value: jsonValue })
    .transform(({ value }) => ({ kind: "constant", value })),
  categorical: z
    .strictObject({
      distribution: z.string().optional(),
      values: z.array(jsonValue).min(1),
      probabilities: z.array(number.min(0)).optional(),
    })
    .superRefine(checkProbabilities)
    .transform(({ values, probabilities }) =>
      probabilities
        ? { kind: "categorical", values, probabilities }
        : { kind: "categorical", values },
    ),
  int_uniform: z
    .strictObject({ ...range, min: z.int(), max: z.int() })
    .superRefine(checkOrder)
    .transform(({ min, max }) => ({ kind: "int_uniform", min, max })),
  uniform: z
    .strictObject(range)
    .superRefine(checkOrder)
    .transform(({ min, max }) => ({ kind: "uniform", min, max })),
  q_uniform: z
    .strictObject({ ...range, q })
    .superRefine(checkOrder)
    .transform(({ min, max, q }) => ({ kind: "q_uniform", min, max, q })),
  log_uniform_values: z
    .strictObject({ ...range, min: number.positive() })
    .superRefine(checkOrder)
    .transform(({ min, max }) => ({ kind: "log_uniform_values", min, max })),
  q_log_uniform_values: z
    .strictObject({ ...range, min: number.positive(), q })
    .superRefine(checkOrder)
    .transform(({ min, max, q }) => ({ kind: "q_log_uniform_values", min, max, q })),
  normal: z.strictObject(bell).transform(({ mu, sigma }) => ({ kind: "normal", mu, sigma })),
  q_normal: z
    .strictObject({ ...bell, q })
    .transform(({ mu, sigma, q }) => ({ kind: "q_normal", mu, sigma, q })),
  log_normal: z
    .strictObject(bell)
    .transform(({ mu, sigma }) => ({ kind: "log_normal", mu, sigma })),
};

/** For dimensions that are written wrong, so that what follows from their kind is said at once. */
export const STAND_INS: Readonly<Record<Dimension["kind"], Dimension>> = {
  constant: { kind: "constant", value: null },
  categorical: { kind: "categorical", values: [null] },
  int_uniform: { kind: "int_uniform", min: 0, max: 1 },
  uniform: { kind: "uniform", min: 0, max: 1 },
  q_uniform: { kind: "q_uniform", min: 0, max: 1, q: 1 },
  log_uniform_values: { kind: "log_uniform_values", min: 1, max: 2 },
  q_log_uniform_values: { kind: "q_log_uniform_values", min: 1, max: 2, q: 1 },
  normal: { kind: "normal", mu: 0, sigma: 1 },
  q_normal: { kind: "q_normal", mu: 0, sigma: 1, q: 1 },
  log_normal: { kind: "log_normal", mu: 0, sigma: 1 },
};

/** Other names that W&B has for the same. */
export const SYNONYMS: Partial<Record<string, Dimension["kind"]>> = {
  categorical_w_probabilities: "categorical",
};

const EXPONENTS =
  "its `min` and `max` are exponents of e, easily mistaken for values: write the values with";

/** What to write in place of distributions that W&B has and this program has not. */
export const FOREIGN_DISTRIBUTIONS: Partial<Record<string, string>> = {
  log_uniform: `${EXPONENTS} \`log_uniform_values\``,
  q_log_uniform: `${EXPONENTS} \`q_log_uniform_values\``,
  inv_log_uniform: "write `log_uniform_values`",
  inv_log_uniform_values: "write `log_uniform_values`",
  q_log_normal: "write `log_normal`, or `q_log_uniform_values`",
  beta: "write `uniform`, or `values` with `probabilities`",
  q_beta: "write `q_uniform`, or `values` with `probabilities`",
};

type Context = z.core.$RefinementCtx;

function checkOrder({ min, max }: { min: number; max: number }, context: Context): void {
  if (min < max) return;
  const message = `expected more than \`min\` (${min})`;
  context.addIssue({ code: "custom", path: ["max"], message });
}

function checkProbabilities(
  { values, probabilities }: { values: unknown[]; probabilities?: number[] | undefined },
  context: Context,
): void {
  if (!probabilities) return;
  const report = (message: string) =>
    context.addIssue({ code: "custom", path: ["probabilities"], message });
  const sum = probabilities.reduce((total, each) => total + each, 0);
  if (probabilities.length !== values.length)
    report(`expected one for each of the ${values.length} values, got ${probabilities.length}`);
  else if (Math.abs(sum - 1) > PROBABILITY_TOLERANCE) report(`expected a sum of 1, got ${sum}`);
}
