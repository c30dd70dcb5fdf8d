import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { decodeModel } from "../../../src/trainers/backends/compiled/graph/onnx-format.js";
import { PIXELS } from "../../../src/trainers/digits/description.js";
import { LAYER_NAMES } from "../../../src/trainers/digits/models/layer.js";
import { checkOnnx } from "../../../src/trainers/exports/check-onnx.js";
import { onnx } from "../../../src/trainers/exports/onnx.js";
import { networks } from "./networks.js";
import { savedModel } from "./support.js";

const RUN = { runId: "8c1dfe02ab34", reference: null };

test("every layer is in one of the networks", () => {
  const text = JSON.stringify(networks);
  expect(LAYER_NAMES.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
});

test.each(Object.entries(networks))("%s: answers as in plain JavaScript", async (_, model) => {
  const modelDir = await savedModel({ model });
  const { contents, check } = await onnx.convert({ ...RUN, modelDir });
  expect(check).toMatchObject({ state: "passed", how: "by onnxruntime on 1 and 3 images" });
  const { graph, opsetImport } = decodeModel(contents[0] as Uint8Array);
  expect(opsetImport.filter(({ domain, version }) => domain || version !== 18)).toEqual([]);
  expect(graph.node.filter(({ domain }) => domain)).toEqual([]);
});

test("the file says what goes in and out, for any number of images, and where it is from", async () => {
  const modelDir = await savedModel({ model: "compact", batch_norm: true });
  const { contents } = await onnx.convert({ ...RUN, modelDir });
  const { graph, metadataProps } = decodeModel(contents[0] as Uint8Array);
  const sides = graph.input.concat(graph.output).map(({ name, type }) => {
    const dims = type.tensorType.shape.dim.map((dim) => Object.values(dim)[0]);
    return `${name} [${dims}]`;
  });
  expect(sides).toEqual(["images [n,28,28,1]", "probabilities [n,10]"]);
  expect(Object.fromEntries((metadataProps ?? []).map(({ key, value }) => [key, value]))).toEqual({
    run_id: "8c1dfe02ab34",
    producer: "sweep",
    opset: "18",
    labels: "0,1,2,3,4,5,6,7,8,9",
    input: "images [n, 28, 28, 1]: grey levels divided by 255, white on black",
    output: "probabilities [n, 10]: one for each label",
  });
});

test("filters are constants under the names of the weights, and norms use running statistics", async () => {
  const modelDir = await savedModel({ model: "compact", batch_norm: true });
  const { contents } = await onnx.convert({ ...RUN, modelDir });
  const { graph } = decodeModel(contents[0] as Uint8Array);
  const constants = Object.fromEntries(graph.initializer.map(({ name, dims }) => [name, dims]));
  expect(constants).toMatchObject({
    "conv_1/kernel": [16, 1, 5, 5],
    "conv_4/kernel": [64, 48, 3, 3],
    "batch_norm_4/moving_variance": [64],
    "logits/kernel": [1024, 10],
  });
  const norms = graph.node.filter(({ opType }) => opType === "BatchNormalization");
  expect(norms).toHaveLength(4);
  for (const { attribute, output } of norms) {
    expect(attribute.map(({ name }) => name)).toEqual(["epsilon"]);
    expect(output).toHaveLength(1);
  }
});

test("answers depend on the image, and sum to one, in batches of any size", async () => {
  const modelDir = await savedModel({ model: "resnet", batch_norm: true });
  const { contents } = await onnx.convert({ ...RUN, modelDir });
  const session = await ort.InferenceSession.create(contents[0] as Uint8Array);
  const pixels = Float32Array.from({ length: 37 * PIXELS }, (_, i) => Math.abs(Math.sin(i * i)));
  const run = async (from: number, to: number) => {
    const data = pixels.subarray(from * PIXELS, to * PIXELS);
    const tensor = new ort.Tensor("float32", data, [to - from, 28, 28, 1]);
    return (await session.run({ images: tensor })).probabilities as ort.Tensor;
  };
  const all = await run(0, 37);
  const [one, two] = [await run(5, 6), await run(6, 7)];
  await session.release();
  expect(all.dims).toEqual([37, 10]);
  expect(one.data).not.toEqual(two.data);
  const numbers = all.data as Float32Array;
  [...(one.data as Float32Array)].forEach((answer, i) => {
    expect(answer).toBeCloseTo(numbers[50 + i] ?? Number.NaN, 5);
  });
  expect(numbers.reduce((a, b) => a + b, 0)).toBeCloseTo(37, 3);
});

test("a file that answers otherwise than the network is refused", async () => {
  const modelDir = await savedModel({ model: "mlp" });
  const pixels = Float32Array.from({ length: PIXELS }, (_, i) => (i % 7) / 7);
  const reference = { images: pixels, probabilities: new Float32Array(10).fill(0.5) };
  await expect(onnx.convert({ ...RUN, modelDir, reference })).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(
      /^model\.onnx: expected the network's probabilities, got some that differ by 0\.\d+ \(at most 0\.0001 is rounding\)$/,
    ),
  });
});

test("an answer that is no number is a difference", async () => {
  const modelDir = await savedModel({ model: "mlp" });
  const { contents } = await onnx.convert({ ...RUN, modelDir });
  const reference = {
    images: new Float32Array(PIXELS),
    probabilities: new Float32Array(10).fill(Number.NaN),
  };
  await expect(checkOnnx(contents[0] as Uint8Array, reference)).rejects.toThrow(
    "differ by Infinity",
  );
});
