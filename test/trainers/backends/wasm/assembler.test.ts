import { expect, test } from "vitest";
import {
  add,
  assembleModule,
  type Code,
  constant,
  FunctionBuilder,
  load4,
  multiply,
  repeat,
  select,
  store4,
  subtract,
  when,
} from "../../../../src/trainers/backends/wasm/assembler.js";

/** Runs `copy(from, to)` on four pages of memory with ascending floats, and returns them. */
function run(from: number, to: number, statements: (from: Code, to: Code) => Code[]) {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const f = new FunctionBuilder(["from", "to"]);
  f.emit(...statements(f.parameters.from.get, f.parameters.to.get));
  const module = new WebAssembly.Module(assembleModule({ copy: f }));
  const { copy } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const floats = new Float32Array(memory.buffer).map((_, index) => index);
  new Float32Array(memory.buffer).set(floats);
  (copy as (from: number, to: number) => void)(from, to);
  return new Float32Array(memory.buffer);
}

test("constants of every length, negative ones too, mean what they say", () => {
  for (const value of [
    0, 1, 63, 64, 100, 127, 128, 8191, 8192, 70_000, -1, -64, -65, -8193, -70_000,
  ]) {
    const far = 90_000;
    const floats = run(4 * 7, 0, (from) => [
      store4(subtract(add(constant(far), constant(value - (value % 4))), constant(0)), load4(from)),
    ]);
    const at = (far + value - (value % 4)) / 4;
    expect([...floats.slice(at, at + 4)]).toEqual([7, 8, 9, 10]);
  }
});

test("offsets of loads and stores of every length count in bytes", () => {
  for (const offset of [0, 16, 124, 128, 40_000]) {
    const floats = run(4, 8, (from, to) => [store4(to, load4(from, offset), offset)]);
    expect(floats[(8 + offset) / 4]).toBe((4 + offset) / 4);
  }
});

test("a body is repeated as often as was asked", () => {
  const f = new FunctionBuilder(["times"]);
  const { times } = f.parameters;
  const [counter, sum] = [f.i32(), f.i32()];
  f.emit(
    sum.set(constant(0)),
    repeat(counter, times.get, sum.increase(multiply(counter.get, constant(16)))),
    store4(sum.get, load4(constant(0))),
  );
  const memory = new WebAssembly.Memory({ initial: 1 });
  const floats = new Float32Array(memory.buffer);
  floats.fill(5, 0, 4);
  const module = new WebAssembly.Module(assembleModule({ repeated: f }));
  const { repeated } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  (repeated as (times: number) => void)(4);
  expect(floats.indexOf(5, 4)).toBe((16 * (4 + 3 + 2 + 1)) / 4);
});

test("a condition decides which value is taken and whether statements run", () => {
  const taken = (condition: number) =>
    run(4 * 3, 4 * 100, (from, to) => [
      store4(select(constant(condition), to, add(to, constant(64))), load4(from)),
      when(constant(condition), store4(add(to, constant(128)), load4(from))),
    ]);
  expect([100, 116, 132].map((at) => taken(1)[at])).toEqual([3, 116, 3]);
  expect([100, 116, 132].map((at) => taken(0)[at])).toEqual([100, 3, 132]);
});

test("a module may have several functions", () => {
  const store = (value: number) =>
    new FunctionBuilder(["to"]).emit(store4(constant(64 * value), load4(constant(0))));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(assembleModule({ one: store(1), two: store(2) }));
  const { one, two } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const floats = new Float32Array(memory.buffer);
  floats[0] = 9;
  (two as (to: number) => void)(0);
  expect([floats[16], floats[32]]).toEqual([0, 9]);
  (one as (to: number) => void)(0);
  expect(floats[16]).toBe(9);
});
