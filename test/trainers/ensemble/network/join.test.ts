import { rm } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs-core";
import { expect, onTestFinished, test } from "vitest";
import type { JsonValue } from "../../../../src/core/json.js";
import { PIXELS } from "../../../../src/trainers/digits/description.js";
import { architectures } from "../../../../src/trainers/digits/models/index.js";
import { loadModel, readArtifacts } from "../../../../src/trainers/digits/network/load.js";
import { writeNetwork } from "../../../../src/trainers/ensemble/network/files.js";
import { joinNetworks, type SavedNetwork } from "../../../../src/trainers/ensemble/network/join.js";
import { lookAt, type View, viewsOf } from "../../../../src/trainers/ensemble/network/views.js";
import { onnx } from "../../../../src/trainers/exports/onnx.js";
import { makeFolder } from "../../digits/data/support.js";
import { realDigits } from "../../digits/support.js";
import { savedModel } from "../../exports/support.js";

const STILL = viewsOf(null);
const DIGITS = realDigits(5).images;

const branching: JsonValue = {
  layers: [
    { conv: { filters: 3, strides: 2 } },
    { concat: [[{ conv: 2 }], [{ conv: { filters: 2, activation: "relu" } }]] },
    { residual: [{ separable_conv: 4 }, "prelu"] },
    "layer_norm",
    "global_avg_pool",
  ],
};

test("a joined network answers as the weighted mean of its members does", async () => {
  const members = [
    { dir: await savedModel({ model: "compact", batch_norm: true }), weight: 0.5 },
    { dir: await savedModel({ model: "lenet" }), weight: 0.3 },
    { dir: await savedModel({ model: branching }), weight: 0.2 },
  ];
  const answers = await Promise.all(members.map(({ dir }) => infer(dir, DIGITS)));
  const expected = answers[0]?.map((_, i) =>
    members.reduce((sum, { weight }, m) => sum + weight * (answers[m]?.[i] ?? 0), 0),
  );
  expectClose(await infer(await joinedOf(members, STILL), DIGITS), expected);
});

test.each([
  ["five views", { shift: 1, diagonal: false }],
  ["nine views, two pixels apart", { shift: 2, diagonal: true }],
])("with %s it answers as the mean over the moved pictures does", async (_, options) => {
  const views = viewsOf(options);
  const dir = await savedModel({ model: "compact" });
  const answers = await Promise.all(views.map((view) => infer(dir, lookAt(DIGITS, view))));
  const expected = answers[0]?.map((__, i) =>
    answers.reduce((sum, answer) => sum + (answer[i] ?? 0) / views.length, 0),
  );
  const joined = await infer(await joinedOf([{ dir, weight: 1 }], views), DIGITS);
  expectClose(joined, expected);
  expect(
    Math.max(...joined.map((each, i) => Math.abs(each - (answers[0]?.[i] ?? 0)))),
  ).toBeGreaterThan(1e-3); // the views do count
});

test("a single moved view is answered as the picture that was moved so", async () => {
  const view = { dy: 1, dx: -2 };
  const dir = await savedModel({ model: "mlp" });
  const joined = await joinedOf([{ dir, weight: 1 }], [view]);
  expectClose(await infer(joined, DIGITS), await infer(dir, lookAt(DIGITS, view)));
});

test("one network without views is itself", async () => {
  const dir = await savedModel({ model: "mlp" });
  expectClose(
    await infer(await joinedOf([{ dir, weight: 1 }], STILL), DIGITS),
    await infer(dir, DIGITS),
  );
});

test.each(Object.keys(architectures))(
  "two networks %s, joined over views, are one ONNX file",
  async (model) => {
    const dir = await savedModel({ model });
    const members = [
      { dir, weight: 0.75 },
      { dir: await savedModel({ model: "mlp" }), weight: 0.25 },
    ];
    const modelDir = await joinedOf(members, viewsOf({ shift: 1, diagonal: false }));
    const { check } = await onnx.convert({ modelDir, runId: "8c1dfe02ab34", reference: null });
    expect(check).toMatchObject({ state: "passed", how: "by onnxruntime on 1 and 3 images" });
  },
);

test("a view shows the picture moved down and to the right, and black where it was not", () => {
  const picture = Uint8Array.from({ length: PIXELS }, (_, i) => (i % 255) + 1);
  const moved = lookAt(picture, { dy: 1, dx: -2 });
  expect(moved.subarray(0, 28)).toEqual(new Uint8Array(28));
  expect(moved.subarray(28, 54)).toEqual(picture.subarray(2, 28));
  expect(moved.subarray(54, 56)).toEqual(new Uint8Array(2));
});

test("the views are the picture itself first, then four or eight neighbours", () => {
  expect(viewsOf(null)).toEqual([{ dy: 0, dx: 0 }]);
  expect(viewsOf({ shift: 2, diagonal: false })).toEqual([
    ...[
      { dy: 0, dx: 0 },
      { dy: -2, dx: 0 },
      { dy: 0, dx: -2 },
      { dy: 0, dx: 2 },
      { dy: 2, dx: 0 },
    ],
  ]);
  const nine = viewsOf({ shift: 1, diagonal: true });
  expect(new Set(nine.map(({ dy, dx }) => `${dy} ${dx}`)).size).toBe(9);
});

async function joinedOf(
  members: readonly { dir: string; weight: number }[],
  views: readonly View[],
) {
  const networks = await Promise.all(
    members.map(async ({ dir, weight }) => ({ network: await saved(dir), weight })),
  );
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeNetwork(joinNetworks({ members: networks, views }), folder);
  return folder;
}

async function saved(dir: string): Promise<SavedNetwork> {
  const { modelTopology, weightSpecs, weightData } = await readArtifacts(dir);
  return { topology: modelTopology, weights: weightSpecs, data: new Uint8Array(weightData) };
}

/** Probabilities by plain JavaScript. */
async function infer(dir: string, images: Uint8Array): Promise<number[]> {
  const model = await loadModel(dir);
  try {
    const shape: [number, number, number, number] = [images.length / PIXELS, 28, 28, 1];
    const pixels = Float32Array.from(images, (pixel) => pixel / 255);
    return tf.tidy(() => Array.from(model.infer(tf.tensor4d(pixels, shape)).dataSync()));
  } finally {
    model.dispose();
  }
}

function expectClose(got: readonly number[], expected: readonly number[] = []): void {
  expect(got).toHaveLength(expected.length);
  expect(Math.max(...got.map((each, i) => Math.abs(each - (expected[i] ?? 0))))).toBeLessThan(1e-6);
}
