/**
 * Computes a saved network's answers: tfjs and its WebAssembly in this one file, for the page and for server.mjs alike. It leaves
 * `sweepEngine` among the globals, because a page that is opened from a disk may load classic scripts alone.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { setBackend, type Tensor, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import type { BundledModel, OpenNetwork } from "../../../src/api/bundle.js";
import { tryWebAssembly, usePlainPlatform } from "./platform.js";

globalThis.sweepEngine = { open };

const SIDE = 28;
const PIXELS = SIDE ** 2;
const CLASSES = 10;
const BRIGHTEST = 255;
const MOST_AT_ONCE = 64; // pictures; more take memory in proportion and gain nothing
const RUNTIMES = [
  ["wasm", "WebAssembly"],
  ["cpu", "JavaScript"], // where there is no WebAssembly with SIMD: slower, the same answers
] as const;

async function open(model: BundledModel): Promise<OpenNetwork> {
  usePlainPlatform();
  const problems: string[] = [];
  for (const [backend, runtime] of RUNTIMES) {
    try {
      if (backend === "wasm") await tryWebAssembly();
      if (!(await setBackend(backend))) throw new Error("not available");
      const network = await load(model);
      predictSome(network, new Uint8Array(PIXELS)); // prepares what the first picture would wait for
      return { runtime, predict: (levels) => predictAll(network, levels) };
    } catch (error) {
      problems.push(`${runtime}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`the model cannot be computed here (${problems.join("; ")})`);
}

function load({ topology, weightSpecs, weights }: BundledModel): Promise<LayersModel> {
  const bytes = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
  const artifacts = { modelTopology: topology, weightSpecs, weightData: bytes.buffer };
  return loadLayersModel({ load: async () => artifacts });
}

function predictAll(network: LayersModel, levels: Uint8Array): Float32Array {
  const rows = levels.length / PIXELS;
  const answers = new Float32Array(rows * CLASSES);
  for (let row = 0; row < rows; row += MOST_AT_ONCE) {
    const some = levels.subarray(row * PIXELS, (row + MOST_AT_ONCE) * PIXELS);
    answers.set(predictSome(network, some), row * CLASSES);
  }
  return answers;
}

function predictSome(network: LayersModel, levels: Uint8Array): Float32Array {
  const images = Float32Array.from(levels, (level) => level / BRIGHTEST);
  return tidy(() => {
    const input = tensor4d(images, [levels.length / PIXELS, SIDE, SIDE, 1]);
    const output = network.apply(input, { training: false }) as Tensor; // one output, applied to a tensor
    return output.dataSync<"float32">().slice();
  });
}
