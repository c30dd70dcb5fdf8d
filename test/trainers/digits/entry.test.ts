import { mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEventLine, type RunEvent } from "../../../src/protocol/events.js";
import {
  type Predictions,
  parsePredictions,
  predictedClasses,
} from "../../../src/protocol/predictions.js";
import { runEnvironment, runPaths } from "../../../src/protocol/run-paths.js";
import { backends } from "../../../src/trainers/backends/index.js";
import { loadTrainingData } from "../../../src/trainers/digits/data/index.js";
import {
  CLASSES,
  type DataDescription,
  dataDescription,
  PIXELS,
} from "../../../src/trainers/digits/description.js";
import { run } from "../../../src/trainers/digits/entry.js";
import { digits } from "../../../src/trainers/digits/index.js";
import { predictRows } from "../../../src/trainers/digits/predict.js";
import {
  contextIn,
  csv,
  makeFolder,
  rejection,
  TEST_HEADER,
  TRAIN_HEADER,
  temporaryFolder,
  write,
} from "./data/support.js";
import { realDigits } from "./support.js";

const parameters = {
  model: { type: "compact", width: 0.5 },
  batch_norm: true,
  dropout: 0.1,
  augment: { rotation: 5, zoom: 0.05, shift: 1 },
  weight_averaging: { decay: 0.9 },
  epochs: 3,
  batch_size: 20,
  learning_rate: 0.01,
};

let folder: string;
let data: DataDescription;

beforeAll(async () => {
  folder = await makeFolder();
  await writeDigits(join(folder, "data/digit-recognizer"), 500);
  const prepared = await digits.prepareData(
    { validation: 0.2 },
    { ...contextIn(folder), runsDir: folder, folds: null },
  );
  data = dataDescription.parse(prepared);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a run on real digits", () => {
  let paths: ReturnType<typeof runPaths>;
  let events: RunEvent[];
  let predictions: Predictions;

  beforeAll(async () => {
    paths = await trained("first", { parameters });
    events = await eventsOf(paths.events);
    predictions = parsePredictions(
      await readFile(join(paths.artifacts, "predictions.csv"), "utf8"),
    );
  });

  test("learns them far above chance", () => {
    expect(last(events).val_accuracy).toBeGreaterThan(0.6); // guessing gives 0.1
    expect(last(events).accuracy).toBeGreaterThan(0.5);
  });

  test("keeps predictions that agree with its best accuracy, on exactly the validation rows", async () => {
    const { validation, labels } = await loadTrainingData(data);
    expect(predictions.rows).toEqual(validation);
    expect(Array.from(predictions.labels)).toEqual(Array.from(validation, (row) => labels[row]));
    const answers = predictedClasses(predictions);
    const right = answers.filter((answer, i) => answer === predictions.labels[i]).length;
    expect(right / answers.length).toBe(summary(events).val_accuracy);
  });

  test("keeps which rows were for validation, with their counts and hash", async () => {
    const split = JSON.parse(await readFile(join(paths.artifacts, "split.json"), "utf8"));
    expect(split).toMatchObject({ ...data.validation, training_file: data.train.sha256 });
    expect(split.validation_rows).toEqual(Array.from(predictions.rows));
    const counts = new Array(CLASSES).fill(0);
    for (const label of predictions.labels) counts[label]++;
    expect(split.per_class.validation).toEqual(counts);
    expect(sum(split.per_class.train) + sum(split.per_class.validation)).toBe(500);
  });

  test("keeps a model that gives the same probabilities when it is loaded again", async () => {
    const { images, validation } = await loadTrainingData(data);
    const chosen = Buffer.concat(
      Array.from(validation, (row) => images.subarray(row * PIXELS, (row + 1) * PIXELS)),
    );
    const backend = await backends.get("wasm").create({ threads: 1 });
    const seen: number[] = [];
    const probabilities = await predictRows({
      modelDir: join(paths.artifacts, "model"),
      images: chosen,
      backend,
      onProgress: ({ done, total }) => seen.push(done, total),
    });
    const written = Array.from(probabilities, (p) => Math.fround(Number(p.toPrecision(6)))); // as the file has them
    expect(written).toEqual(Array.from(predictions.probabilities));
    expect(seen).toEqual([100, 100]);
  });

  test("keeps a model of tfjs's own layers, without dropout", async () => {
    const { modelTopology } = JSON.parse(
      await readFile(join(paths.artifacts, "model/model.json"), "utf8"),
    );
    const classes = modelTopology.config.layers.map(
      (layer: { class_name: string }) => layer.class_name,
    );
    expect(new Set(classes)).toEqual(
      new Set([
        "InputLayer",
        "Conv2D",
        "BatchNormalization",
        "Activation",
        "Flatten",
        "Dense",
        "Softmax",
      ]),
    );
  });

  test("announces every artifact", () => {
    const artifacts = events.filter((event) => event.type === "artifact");
    expect(artifacts.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      "model/model.json model",
      "model/weights.bin model",
      "predictions.csv predictions",
      "split.json file",
      "model/model.onnx export",
      "model/model.safetensors export",
    ]);
  });

  test("sums itself up", () => {
    expect(summary(events)).toMatchObject({
      backend: "wasm",
      data_source: "files",
      parameter_count: 17_170,
      epochs: 3,
      kept_epoch: expect.any(Number),
      images_per_second: expect.any(Number),
    });
    expect(summary(events).layers).toContainEqual({
      name: "conv_2",
      type: "Conv2D",
      output: "12×12×16",
      parameters: 1152,
    });
  });

  test("has run the ONNX file on validation rows, and says how it answered", () => {
    expect(summary(events).onnx_check).toMatch(
      /^run by onnxruntime on 1 and 100 images: probabilities as the network's \(largest difference \d\.\de-\d\)$/,
    );
  });

  test("says what it is doing", () => {
    const statuses = events.flatMap((event) => (event.type === "progress" ? event.status : []));
    expect([...new Set(statuses)]).toEqual([
      "loading data",
      "epoch 1/3",
      "epoch 1/3: validating",
      "epoch 2/3",
      "epoch 2/3: validating",
      "epoch 3/3",
      "epoch 3/3: validating",
      "saving",
    ]);
  });

  test("gives the same files when it is run again", async () => {
    const again = await trained("again", { parameters });
    for (const file of ["predictions.csv", "model/model.json", "model/weights.bin", "split.json"]) {
      const [a, b] = [
        await readFile(join(paths.artifacts, file)),
        await readFile(join(again.artifacts, file)),
      ];
      expect(a.equals(b), file).toBe(true);
    }
  });
});

test("the compiled graph of a saved model answers as the run did on its validation rows, to rounding", async () => {
  const { artifacts } = await trained("compiled", { parameters, backend: "compiled" });
  const text = await readFile(join(artifacts, "predictions.csv"), "utf8");
  const predictions = parsePredictions(text);
  const { images, validation } = await loadTrainingData(data);
  const rows = Array.from(validation, (row) => images.subarray(row * PIXELS, (row + 1) * PIXELS));
  const backend = await backends.get("compiled").create({ threads: 1 });
  try {
    const probabilities = await predictRows({
      ...{ modelDir: join(artifacts, "model"), images: Buffer.concat(rows), backend },
      onProgress: () => {},
    });
    const classes = predictedClasses({ probabilities, classes: CLASSES });
    expect(classes).toEqual(predictedClasses(predictions));
    probabilities.forEach((answer, i) => {
      expect(Math.abs(answer - (predictions.probabilities[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  } finally {
    backend.dispose();
  }
});

test("a model that is missing or damaged is named", async () => {
  const backend = await backends.get("cpu").create({ threads: 1 });
  const empty = await temporaryFolder();
  const options = { images: new Uint8Array(PIXELS), backend, onProgress: () => {} };
  const missing = await rejection(predictRows({ ...options, modelDir: empty }));
  expect(missing.code).toBe("not-found");
  expect(missing.message).toContain(`${join(empty, "model.json")}: cannot be loaded: ENOENT`);

  const { artifacts } = await trained("to-damage", { parameters: { model: "mlp", epochs: 1 } });
  const modelDir = join(artifacts, "model");
  await truncate(join(modelDir, "weights.bin"), 1000);
  const damaged = await rejection(predictRows({ ...options, modelDir }));
  expect(damaged.message).toBe(
    `${join(modelDir, "model.json")}: cannot be loaded: weights.bin: expected 940584 bytes, got 1000`,
  );
});

test("parameters that are no good are reported without a stack trace, each by its name", async () => {
  const failure = rejection(trained("bad", { parameters: { epochs: 0, model: "cmpact" } }));
  expect(await failure).toEqual({
    code: "spec",
    message:
      "parameters.model: expected one of `compact`, `cnn`, `lenet`, `mlp`, `resnet`, `deotte`, got `cmpact` (did you mean `compact`?)\nparameters.epochs: Too small: expected number to be >=1",
  });
});

test("without a configuration it says what is missing", async () => {
  expect(await rejection(run({}))).toEqual({
    code: "usage",
    message: "SWEEP_CONFIG: expected the path of a run's config.json, got nothing",
  });
});

/** Runs the trainer as a host does, in a run's folder. */
async function trained(
  runId: string,
  config: { parameters: Record<string, unknown>; backend?: string },
) {
  const paths = runPaths(join(folder, "runs"), runId);
  await mkdir(paths.artifacts, { recursive: true });
  const full = {
    run_id: runId,
    experiment: "test",
    name: runId,
    attempt: 1,
    seed: 7,
    metric: { name: "val_accuracy", goal: "maximize" },
    data,
    threads: 1,
    cache_dir: join(folder, "cache"),
    backend: "wasm",
    ...config,
  };
  await writeFile(paths.config, JSON.stringify(full));
  await run({ ...runEnvironment(runId, paths) });
  return paths;
}

async function eventsOf(file: string): Promise<RunEvent[]> {
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  return lines.map((line) => {
    const parsed = parseEventLine(line);
    if (!parsed.ok) throw new Error(parsed.problem);
    return parsed.event;
  });
}

/** The metrics of the last epoch. */
function last(events: RunEvent[]): Record<string, unknown> {
  const metrics = events.filter((event) => event.type === "metrics");
  return metrics.findLast(({ values }) => "val_accuracy" in values)?.values ?? {};
}

function summary(events: RunEvent[]): Record<string, unknown> {
  const summaries = events.filter((event) => event.type === "summary");
  return Object.assign({}, ...summaries.map(({ values }) => values));
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** Real digits as Kaggle's files. */
async function writeDigits(to: string, count: number): Promise<void> {
  const { images, labels } = realDigits(count);
  const pixels = (row: number) => Array.from(images.subarray(row * PIXELS, (row + 1) * PIXELS));
  const rows = Array.from(labels, (label, row) => [label, ...pixels(row)]);
  await write(join(to, "train.csv"), csv([TRAIN_HEADER, ...rows]));
  await write(join(to, "test.csv"), csv([TEST_HEADER, pixels(0), pixels(1)]));
}
