import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf } from "../../../../core/errors.js";
import type { Runtime } from "./runtime.js";

/** What onnxruntime executes a graph with. */
export type Provider = "cpu" | GpuProvider;
export type GpuProvider = keyof typeof GPU_PROVIDERS;

/** Those that drive a GPU, from the fastest, and what people call them. */
export const GPU_PROVIDERS = {
  cuda: "CUDA",
  dml: "DirectML",
  webgpu: "WebGPU",
  coreml: "Core ML",
} as const;

export type FoundGpu =
  | { provider: GpuProvider; reason: null }
  /** Of each provider that this build of onnxruntime-node has, why it cannot be used. */
  | { provider: null; reason: string };

/** Throws what is wrong with the provider, after a computation whose result is known. */
export type Trial = (provider: GpuProvider) => Promise<void>;

/** The first GPU provider that passes the trial. */
export async function findGpuProvider(runtime: Runtime, trial: Trial): Promise<FoundGpu> {
  const offered = offeredBy(runtime);
  const reasons: string[] = [];
  for (const provider of offered) {
    const reason = missingLibrary(provider) ?? (await failureOf(() => trial(provider)));
    if (reason === null) return { provider, reason };
    reasons.push(`${GPU_PROVIDERS[provider]}: ${reason}`);
  }
  if (offered.length === 0)
    reasons.push(`onnxruntime-node has no provider for ${process.platform}-${process.arch}`);
  return { provider: null, reason: reasons.join("; ") };
}

function offeredBy(runtime: Runtime): GpuProvider[] {
  const names = runtime.listSupportedBackends().map(({ name }) => name);
  return (Object.keys(GPU_PROVIDERS) as GpuProvider[]).filter((name) => names.includes(name));
}

const CUDA_LIBRARY = "libonnxruntime_providers_cuda.so";

/** npm leaves out CUDA's half gigabyte, and onnxruntime's own message does not say how to get it. */
function missingLibrary(provider: GpuProvider): string | null {
  if (provider !== "cuda") return null;
  const main = createRequire(import.meta.url).resolve("onnxruntime-node");
  const folder = join(dirname(main), "../bin/napi-v6", process.platform, process.arch);
  if (existsSync(join(folder, CUDA_LIBRARY))) return null;
  return `${CUDA_LIBRARY} is not installed (\`ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install\` downloads it)`;
}

async function failureOf(body: () => Promise<void>): Promise<string | null> {
  try {
    await body();
    return null;
  } catch (error) {
    return inOneLine(messageOf(error));
  }
}

/** Without the place in onnxruntime's source, which is no help to anybody here. */
function inOneLine(message: string): string {
  const line = message.trim().replace(/\s*\n\s*/g, " ");
  return line.replace(/^\S+\.(cc|cpp|h):\d+ .*? (was false|ailed)\. /, "");
}
