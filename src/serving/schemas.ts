/** What the server takes and gives, in one place: requests are checked by it, and the OpenAPI description is made of it. */
import { z } from "zod";
import type { Prediction, PredictReply } from "../api/predict.js";

export const PIXELS = 784;
export const CLASSES = 10;
export const MOST_ROWS = 30_000; // Kaggle's test.csv has 28,000

/** One check for all of its numbers: a schema for each of them takes ten times as long as parsing the JSON. */
const image = z
  .custom<number[]>((input) => problemOf(input) === null, {
    error: ({ input }) => problemOf(input) ?? "",
  })
  .meta({
    type: "array",
    items: { type: "integer", minimum: 0, maximum: 255 },
    minItems: PIXELS,
    maxItems: PIXELS,
    description: "28 × 28 grey levels from 0 to 255, row by row, white on black",
  });

export const onePicture = z
  .strictObject({ pixels: image })
  .describe("One picture: `pixels`, 784 grey levels");

export const manyPictures = z
  .strictObject({
    instances: z
      .array(image, { error: "expected a list of pictures" })
      .min(1, { error: "expected at least one picture, got none" })
      .max(MOST_ROWS, {
        error: ({ input }) => `expected at most ${MOST_ROWS} pictures, got ${lengthOf(input)}`,
      }),
  })
  .describe("Several pictures: `instances`, a list of lists of 784 grey levels");

const probability = z.number().min(0).max(1);

const prediction: z.ZodType<Prediction> = z.object({
  label: z.int().min(0).max(9).describe("The digit with the largest probability"),
  probabilities: z.array(probability).length(CLASSES).describe("Of 0 to 9"),
});

const sha256 = z.string().describe("SHA-256 of the model's file, in hexadecimal digits");

export const predictReply: z.ZodType<PredictReply> = z.object({
  predictions: z.array(prediction).describe("One for each picture, in the request's order"),
  model: z.object({ run: z.string(), sha256 }).describe("Which model gave them"),
});

export const modelCard = z.object({
  run: z.string().describe("Id of the run that trained it"),
  name: z.string(),
  trainer: z.string(),
  parameters: z.record(z.string(), z.json()),
  seed: z.int(),
  validation: z
    .object({
      accuracy: probability,
      low: probability,
      high: probability,
      rows: z.int(),
    })
    .nullable()
    .describe(
      "Accuracy on rows that it was not trained on, with the 95 % interval (Wilson); null where the run kept no predictions",
    ),
  data: z.json().describe("The data it was trained on, with content hashes"),
  model: z.object({
    file: z.string(),
    sha256,
    bytes: z.int(),
    runtime: z.string().describe("What computes its answers"),
  }),
});
export type ModelCard = z.infer<typeof modelCard>;

export const health = z.object({
  status: z.literal("ok"),
  run: z.string(),
  problem: z
    .string()
    .nullable()
    .describe("Why the present champion is not the one that is served; null: it is"),
});
export type Health = z.infer<typeof health>;

export const failure = z.object({
  error: z.object({ code: z.string(), message: z.string().describe("What was expected and got") }),
});

function problemOf(input: unknown): string | null {
  if (!Array.isArray(input)) return `expected a list of ${PIXELS} grey levels`;
  if (input.length !== PIXELS) return `expected ${PIXELS} grey levels, got ${input.length}`;
  const wrong = input.findIndex((level) => !isLevel(level));
  if (wrong < 0) return null;
  return `number ${wrong + 1}: expected a whole number from 0 to 255, got ${JSON.stringify(input[wrong])}`;
}

function isLevel(level: unknown): boolean {
  return Number.isInteger(level) && (level as number) >= 0 && (level as number) <= 255;
}

function lengthOf(input: unknown): number {
  return Array.isArray(input) ? input.length : 0;
}
