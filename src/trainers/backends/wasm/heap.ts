import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";

export const FLOAT = 4; // bytes

/** All of the memory as floats. Any allocation may replace it: never keep it across one. */
export function floatsOf(backend: BackendWasm): Float32Array {
  return moduleOf(backend).HEAPF32;
}

export function addressOf(backend: BackendWasm, { dataId }: TensorInfo): number {
  return backend.getMemoryOffset(dataId);
}

/** A float32 tensor's elements, in place. Any allocation may invalidate them. */
export function elementsOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const at = addressOf(backend, tensor) / FLOAT;
  return floatsOf(backend).subarray(at, at + util.sizeFromShape(tensor.shape));
}

/** Calls `use` with addresses of uninitialised memory for so many floats each, and frees it afterwards. */
export function withScratch<T>(
  backend: BackendWasm,
  sizes: readonly number[],
  use: (...addresses: number[]) => T,
): T {
  const addresses: number[] = [];
  try {
    for (const size of sizes) addresses.push(allocate(backend, size));
    return use(...addresses);
  } finally {
    for (const address of addresses) moduleOf(backend)._free(address);
  }
}

/** Uninitialised memory for so many floats. */
export function allocate(backend: BackendWasm, floats: number): number {
  const address = moduleOf(backend)._malloc(Math.max(1, floats) * FLOAT) >>> 0; // it returns a signed number
  if (address === 0)
    throw new Error(`wasm: out of memory: could not allocate ${floats * FLOAT} bytes`);
  return address;
}

export function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const { memory } = moduleOf(backend).asm;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error("wasm: expected tfjs's module to export its memory, found none");
}

/** What Emscripten gives a module, and tfjs's types leave out. */
interface EmscriptenModule {
  HEAPF32: Float32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  asm: { memory?: unknown };
}

function moduleOf(backend: BackendWasm): EmscriptenModule {
  return backend.wasm as unknown as EmscriptenModule;
}
