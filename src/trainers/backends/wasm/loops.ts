import v8 from "node:v8";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assembleModule } from "./assembler.js";
import { scaleChannelsFunction, sumChannelsFunction } from "./channel-code.js";
import { type Contraction, contractionParameters } from "./contraction.js";
import { contractFunction, PANEL } from "./contraction-code.js";
import { allocate, FLOAT, floatsOf, memoryOf } from "./heap.js";

type LoopFunction = (...parameters: number[]) => void;

/** Our own loops, compiled for the memory of a wasm backend. */
export interface Loops {
  contract(contraction: Contraction): void;
  /** Parameters: see channel-code.ts. */
  sumChannels: LoopFunction;
  scaleChannels: LoopFunction;
  /** Address of a panel of zeros. */
  zeros: number;
}

const compiled = new WeakMap<BackendWasm, Loops>();

/** The loops of this backend, which are compiled at the first call. */
export function loopsOf(backend: BackendWasm): Loops {
  const known = compiled.get(backend);
  if (known) return known;
  const loops = compile(backend);
  compiled.set(backend, loops);
  return loops;
}

/**
 * Is there a fused multiply-add (`f32x4.relaxed_madd`)? V8 has it from Node 21 on, and behind a flag in Node 20.
 * Measured: 50 GFLOP/s with it, 38 without.
 */
export function canFuse(): boolean {
  const code = codeOf(true);
  if (WebAssembly.validate(code)) return true;
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(code);
}

function compile(backend: BackendWasm): Loops {
  const module = new WebAssembly.Module(codeOf(canFuse()));
  const instance = new WebAssembly.Instance(module, { env: { memory: memoryOf(backend) } });
  const { contract, sumChannels, scaleChannels } = instance.exports as Record<
    "contract" | "sumChannels" | "scaleChannels",
    LoopFunction
  >; // what codeOf has put there
  const zeros = allocate(backend, PANEL);
  floatsOf(backend).fill(0, zeros / FLOAT, zeros / FLOAT + PANEL);
  return {
    contract: (contraction) => contract(...contractionParameters(contraction)),
    sumChannels,
    scaleChannels,
    zeros,
  };
}

function codeOf(fused: boolean): Uint8Array {
  return assembleModule({
    contract: contractFunction(fused),
    sumChannels: sumChannelsFunction(fused),
    scaleChannels: scaleChannelsFunction(fused),
  });
}
