/**
 * Just enough of WebAssembly's binary format to write SIMD loops as TypeScript: no compiler, no build step, no binary in
 * the repository. Code is a list of bytes; an expression leaves one value on the stack, a statement none.
 * Source: https://webassembly.github.io/spec/core/binary and the relaxed-simd proposal for `multiplyAdd`.
 */
export type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;
const VOID = 0x40;
const END = 0x0b;

/** A local variable: read it with `get`. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  /** Adds to an i32. */
  increase(by: Code): Code;
}

/** A function under construction: i32 parameters by name, and locals as they are asked for. */
export class FunctionBuilder<Name extends string> {
  readonly parameters: Record<Name, Local>;
  readonly #parameterCount: number;
  readonly #localTypes: number[] = [];
  readonly #body: number[] = [];

  constructor(names: readonly Name[]) {
    this.#parameterCount = names.length;
    const entries = names.map((name, index) => [name, local(index)] as const);
    this.parameters = Object.fromEntries(entries) as Record<Name, Local>;
  }

  i32(): Local {
    return this.#local(I32);
  }

  v128(): Local {
    return this.#local(V128);
  }

  emit(...statements: Code[]): this {
    for (const statement of statements) this.#body.push(...statement);
    return this;
  }

  get type(): Code {
    return [0x60, ...vector(Array<Code>(this.#parameterCount).fill([I32])), ...vector([])];
  }

  get code(): Code {
    const locals = vector(this.#localTypes.map((type) => [1, type]));
    const body = [...locals, ...this.#body, END];
    return [...unsigned(body.length), ...body];
  }

  #local(type: number): Local {
    this.#localTypes.push(type);
    return local(this.#parameterCount + this.#localTypes.length - 1);
  }
}

/** A module that imports the memory `env.memory` and exports the functions by name. */
export function assembleModule(
  functions: Record<string, FunctionBuilder<string>>,
): Uint8Array<ArrayBuffer> {
  const builders = Object.values(functions);
  const types = builders.map(({ type }) => type);
  const memory = [...text("env"), ...text("memory"), 0x02, 0x00, 0x00]; // no maximum, at least 0 pages
  const typeIndices = builders.map((_, index) => unsigned(index));
  const name = (value: string, index: number) => [...text(value), 0x00, ...unsigned(index)];
  const codes = builders.map(({ code }) => code);
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    ...section(1, types),
    ...section(2, [memory]),
    ...section(3, typeIndices),
    ...section(7, Object.keys(functions).map(name)),
    ...section(10, codes),
  ]);
}

export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add = (x: Code, y: Code): Code => [...x, ...y, 0x6a];
export const subtract = (x: Code, y: Code): Code => [...x, ...y, 0x6b];
export const multiply = (x: Code, y: Code): Code => [...x, ...y, 0x6c];
export const equal = (x: Code, y: Code): Code => [...x, ...y, 0x46];

/** One of two values: the first where the condition is not 0. */
export const select = (condition: Code, yes: Code, no: Code): Code => [
  ...yes,
  ...no,
  ...condition,
  0x1b,
];

export function when(condition: Code, ...then: Code[]): Code {
  return [...condition, 0x04, VOID, ...then.flat(), END];
}

/** Executes the body `times` times, at least once. */
export function repeat(counter: Local, times: Code, ...body: Code[]): Code {
  return [...counter.set(times), ...repeatWhile(countDown(counter), ...body)];
}

/** Executes the body, and again as long as the condition after it is not 0. */
export function repeatWhile(condition: Code, ...body: Code[]): Code {
  return [0x03, VOID, ...body.flat(), ...condition, 0x0d, 0x00, END];
}

function countDown(counter: Local): Code {
  return [...counter.increase(constant(-1)), ...counter.get];
}

/** Four float32 at an address, which need not be aligned. */
export const load4 = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(0),
  ...unaligned(offset),
];
/** One float32 in all four lanes. */
export const loadSplat = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(9),
  ...unaligned(offset),
];
export const store4 = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...simd(11),
  ...unaligned(offset),
];

export const zero4: Code = [0xfd, 12, ...Array<number>(16).fill(0)];
export const add4 = (x: Code, y: Code): Code => [...x, ...y, ...simd(228)];
export const subtract4 = (x: Code, y: Code): Code => [...x, ...y, ...simd(229)];

/** x · y + z in four lanes: rounded once where the CPU's fused instruction may be used, else twice. */
export function multiplyAdd(x: Code, y: Code, z: Code, fused: boolean): Code {
  return fused
    ? [...x, ...y, ...z, ...simd(0x105)]
    : [...x, ...y, ...simd(230), ...z, ...simd(228)];
}

function local(index: number): Local {
  const get = [0x20, ...unsigned(index)];
  const set = (value: Code) => [...value, 0x21, ...unsigned(index)];
  return { get, set, increase: (by) => set(add(get, by)) };
}

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
const unaligned = (offset: number): Code => [0x00, ...unsigned(offset)];
const text = (value: string): Code => [...unsigned(value.length), ...Buffer.from(value, "latin1")];
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];

function section(id: number, items: readonly Code[]): Code {
  const content = vector(items);
  return [id, ...unsigned(content.length), ...content];
}

/** LEB128: seven bits a byte, the lowest first; the high bit says that more follow. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const fits = value >= -0x40 && value < 0x40;
  return fits ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
