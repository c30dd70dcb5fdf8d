import fc from "fast-check";
import { test } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import { assembleModule } from "../../../../src/trainers/backends/wasm/assembler.js";
import {
  type Contraction,
  contractionParameters,
  type Triple,
} from "../../../../src/trainers/backends/wasm/contraction.js";
import { contractFunction } from "../../../../src/trainers/backends/wasm/contraction-code.js";
import { canFuse } from "../../../../src/trainers/backends/wasm/loops.js";
import { expectClose, seeds, upTo } from "./support.js";

const FLOATS = 1024; // of each array in memory: enough for the largest case
const [A, B, C, INIT] = [0, FLOATS, 2 * FLOATS, 3 * FLOATS] as const;

for (const fused of [false, true])
  test.skipIf(fused && !canFuse())(
    `a contraction is the sum of its products, ${fused ? "fused" : "not fused"}`,
    () => {
      const { contract, floats } = compile(fused);
      const count = fc.tuple(upTo(3), upTo(3), upTo(5));
      const options = {
        seed: seeds,
        rows: count,
        steps: count,
        panels: upTo(2),
        accumulate: fc.boolean(),
      };
      fc.assert(
        fc.property(fc.record(options), ({ seed, rows, steps, panels, accumulate }) => {
          const random = createRandom(seed);
          for (let i = 0; i < floats.length; i++) floats[i] = random.next() - 0.5;
          const contraction = contractionOf(rows, steps, panels, accumulate);
          const expected = compute(floats.slice(), contraction);
          contract(contraction);
          expectClose(floats, expected, 1e-6);
        }),
        { numRuns: 100 },
      );
    },
  );

function compile(fused: boolean) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(assembleModule({ contract: contractFunction(fused) }));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const contract = exports.contract as (...parameters: number[]) => void;
  return {
    floats: new Float32Array(memory.buffer, 0, 4 * FLOATS),
    contract: (contraction: Contraction) => contract(...contractionParameters(contraction)),
  };
}

/** Rows and steps overlap in A, as in a convolution; C's rows lie apart. */
function contractionOf(
  rows: Triple,
  steps: Triple,
  panels: number,
  accumulate: boolean,
): Contraction {
  const [row, k] = [panels * 8, steps[0] * steps[1] * steps[2]];
  return {
    rows: {
      counts: rows,
      a: [4 * 100, 4 * 10, 4 * 2],
      c: [4 * rows[1] * rows[2] * row, 4 * rows[2] * row, 4 * row],
    },
    steps: { counts: steps, a: [4 * 70, 4 * 7, 4] },
    panels,
    a: 4 * A,
    b: 4 * B,
    bStep: 4 * 8,
    bPanel: 4 * 8 * k,
    c: 4 * C,
    init: accumulate ? null : 4 * INIT,
    initPanel: 4 * 8,
  };
}

/** The same in plain loops. */
function compute(floats: Float32Array, contraction: Contraction): Float32Array {
  const { rows, steps, panels, a, b, bStep, bPanel, c, init, initPanel } = contraction;
  const at = (address: number) => floats[address / 4] as number;
  const results = new Map<number, number>();
  for (const row of nest(rows.counts))
    for (let column = 0; column < panels * 8; column++) {
      const [panel, lane] = [Math.floor(column / 8), column % 8];
      const to = c + dot(row, rows.c) + 4 * column;
      let sum = init === null ? at(to) : at(init + panel * initPanel + 4 * lane);
      nest(steps.counts).forEach((step, k) => {
        const left = at(a + dot(row, rows.a) + dot(step, steps.a));
        sum += left * at(b + panel * bPanel + k * bStep + 4 * lane);
      });
      results.set(to / 4, sum);
    }
  for (const [index, sum] of results) floats[index] = sum;
  return floats;
}

function nest([n0, n1, n2]: Triple): Triple[] {
  const triples: Triple[] = [];
  for (let i = 0; i < n0; i++)
    for (let j = 0; j < n1; j++) for (let k = 0; k < n2; k++) triples.push([i, j, k]);
  return triples;
}

function dot(x: Triple, y: Triple): number {
  return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
}
