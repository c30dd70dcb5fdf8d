import { GraphBuilder } from "../graph/graph-builder.js";
import type { Provider } from "./provider.js";
import type { Runtime } from "./runtime.js";

const SIDE = 8;
const CHANNELS = 4;

/**
 * Does the provider itself take convolutions and products with weights that change? onnxruntime would hand them to the CPU without
 * a word; here it may not.
 * @throws what onnxruntime says.
 */
export async function requireOwnWork(provider: Provider, runtime: Runtime): Promise<void> {
  const session = await runtime.InferenceSession.create(graph(), {
    executionProviders: [provider],
    logSeverityLevel: 4,
    extra: { session: { disable_cpu_ep_fallback: "1" } },
  });
  await session.release();
}

function graph(): Uint8Array {
  const builder = new GraphBuilder();
  const shape = [1, CHANNELS, SIDE, SIDE];
  const images = builder.input("images", "float32", shape);
  const filter = builder.input("filter", "float32", [CHANNELS, CHANNELS, 3, 3]);
  const matrix = builder.input("matrix", "float32", [SIDE, SIDE]);
  const convolved = builder.node("Conv", [images, filter], {
    kernel_shape: { ints: [3, 3] },
    pads: { ints: [1, 1, 1, 1] },
  });
  const product = builder.node("MatMul", [convolved, matrix]);
  builder.output("product", product, "float32", shape);
  return builder.encode();
}
