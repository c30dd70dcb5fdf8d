import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import { enableProdMode, env } from "@tensorflow/tfjs-core";

/** Lets tfjs take its WebAssembly from this file instead of from a server, with one thread, wherever it runs. */
export function usePlainPlatform(): void {
  enableProdMode(); // without a warning that the platform is set anew
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false); // threads take another binary, and gain nothing on one picture
  env().setPlatform("bundle", {
    fetch: async () => new Response(wasm),
    now: () => performance.now(),
    encode: (text) => new TextEncoder().encode(text),
    decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
    setTimeoutCustom: (callback: () => void, delay) => setTimeout(callback, delay),
    isTypedArray: (value): value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray =>
      value instanceof Float32Array ||
      value instanceof Int32Array ||
      value instanceof Uint8Array ||
      value instanceof Uint8ClampedArray,
  });
  setWasmPaths("", true);
}

/** tfjs waits for ever where its WebAssembly cannot be used. @throws what the browser or Node says against it. */
export async function tryWebAssembly(): Promise<void> {
  await WebAssembly.compile(wasm);
}
