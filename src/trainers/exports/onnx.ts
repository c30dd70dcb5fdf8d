import { messageOf, SweepError } from "../../core/errors.js";
import { CLASSES, IMAGE_SIDE } from "../digits/description.js";
import type { LoadedModel } from "../digits/network/load.js";
import type { ExportFormat, ExportRequest, Reference } from "./format.js";

/** The inference graph, of ONNX's standard operators, for batches of any size: `images` [n, 28, 28, 1] → `probabilities` [n, 10]. */
export const onnx: ExportFormat = {
  type: "onnx",
  description: "one file for onnxruntime and whatever reads ONNX",
  files: ["model.onnx"],
  async convert(request) {
    const [{ onRecordingBackend }, { loadModel }, { checkOnnx }] = await Promise.all([
      import("../backends/compiled/portable/portable-model.js"),
      import("../digits/network/load.js"),
      import("./check-onnx.js"),
    ]);
    return onRecordingBackend(async (backend) => {
      const model = await loadModel(request.modelDir);
      try {
        const bytes = await encode(backend, model, request);
        const reference = request.reference ?? (await ownAnswers(model));
        return { contents: [bytes], check: await checkOnnx(bytes, reference) };
      } finally {
        model.dispose();
      }
    });
  },
};

type Recording = typeof import("../backends/compiled/portable/portable-model.js");
type RecordingBackend = Parameters<Recording["toPortableModel"]>[0];

async function encode(
  backend: RecordingBackend,
  model: LoadedModel,
  { runId, modelDir }: ExportRequest,
): Promise<Uint8Array> {
  const { OPSET, toPortableModel } = await import(
    "../backends/compiled/portable/portable-model.js"
  );
  const { encodeModel } = await import("../backends/compiled/graph/onnx-format.js");
  const { inferenceStep } = await import("../digits/network/inference-step.js");
  const names = new Map(model.weights.map(({ name, variable }) => [variable, name]));
  try {
    const portable = toPortableModel(backend, {
      step: inferenceStep(model),
      inputs: { images: [IMAGE_SIDE, IMAGE_SIDE, 1] },
      nameOf: (variable) => names.get(variable) ?? variable.name,
    });
    const graph = { ...portable.graph, name: "digits" };
    return encodeModel({ ...portable, graph, metadataProps: metadataOf(runId, OPSET) });
  } catch (cause) {
    throw new SweepError("data", `${modelDir}: cannot be written as ONNX: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function metadataOf(runId: string, opset: number) {
  const labels = Array.from({ length: CLASSES }, (_, label) => label);
  return Object.entries({
    run_id: runId,
    producer: "sweep",
    opset: String(opset),
    labels: labels.join(","),
    input: "images [n, 28, 28, 1]: grey levels divided by 255, white on black",
    output: "probabilities [n, 10]: one for each label",
  }).map(([key, value]) => ({ key, value }));
}

const OWN_IMAGES = 3; // plain JavaScript takes up to a second for each

/** Of images that show nothing, with grey levels of all sizes: differences show whatever is seen. */
async function ownAnswers(model: LoadedModel): Promise<Reference> {
  const tf = await import("@tensorflow/tfjs-core");
  const length = OWN_IMAGES * IMAGE_SIDE ** 2;
  const images = Float32Array.from({ length }, (_, i) => (1 + Math.sin(i * i)) / 2);
  const answers = tf.tidy(() =>
    model.infer(tf.tensor(images, [OWN_IMAGES, IMAGE_SIDE, IMAGE_SIDE, 1])).dataSync<"float32">(),
  );
  return { images, probabilities: Float32Array.from(answers) };
}
