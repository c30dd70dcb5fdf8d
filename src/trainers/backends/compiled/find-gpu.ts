import { kernels } from "./lowering/index.js";
import { onRecordingBackend } from "./portable/portable-model.js";
import { requireOwnWork } from "./session/gpu-alone.js";
import { tryProvider } from "./session/gpu-trial.js";
import { type FoundGpu, findGpuProvider } from "./session/provider.js";
import { loadRuntime } from "./session/runtime.js";

/** What drives a GPU here, found by a small training step whose results are compared with the CPU's; or why nothing does. */
export function findGpu(): Promise<FoundGpu> {
  found ??= search();
  return found;
}

let found: Promise<FoundGpu> | null = null; // a machine does not change while a process lives

async function search(): Promise<FoundGpu> {
  const runtime = await loadRuntime();
  return onRecordingBackend((backend) =>
    findGpuProvider(runtime, async (provider) => {
      await requireOwnWork(provider, runtime);
      await tryProvider(provider, { runtime, backend, kernels });
    }),
  );
}
