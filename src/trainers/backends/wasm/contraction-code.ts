import {
  type Code,
  constant,
  equal,
  FunctionBuilder,
  type Local,
  load4,
  loadSplat,
  multiply,
  multiplyAdd,
  repeat,
  repeatWhile,
  select,
  store4,
  subtract,
  when,
} from "./assembler.js";
import { FLOAT } from "./heap.js";

export const PANEL = 8; // columns: two vectors of four

/**
 * Rows at once: 4 × 2 accumulators, 4 elements of A and 2 vectors of B are 14 of x86's 16 vector registers. V8 loads all
 * elements of A ahead of their use, so that 6 rows, the usual choice, spill: measured 34 GFLOP/s against 49.
 */
const ROWS = [0, 1, 2, 3] as const;
const VECTORS = [0, 1] as const;

const PARAMETERS = [
  ...(["rows0", "rows1", "rows2", "rowA0", "rowA1", "rowA2", "rowC0", "rowC1", "rowC2"] as const),
  ...(["steps0", "steps1", "steps2", "stepA0", "stepA1", "stepA2"] as const),
  ...(["panels", "a", "b", "bStep", "bPanel", "c", "init", "initPanel", "accumulate"] as const),
] as const;

/**
 * The code behind `Contraction`, in order of its parameters. Invariants:
 *
 * 1. A tile is four rows of one panel. Where fewer rows are left, the last one is computed several times: its
 *    accumulators all begin before any of them is stored, so that it is right when accumulating too.
 * 2. `rowA1`, `rowA0`, `stepA1`, `stepA0` (and C's) are changed at the start to what an outer loop has to add to where its
 *    inner loop ended.
 */
export function contractFunction(fused: boolean): FunctionBuilder<(typeof PARAMETERS)[number]> {
  const f = new FunctionBuilder(PARAMETERS);
  const p = f.parameters;
  const panel = f.i32();
  const rows = new RowCursor(f, p);
  const tile = new Tile(f, p, fused);
  return f.emit(
    ...relative(p.rowA0, p.rows1, p.rowA1, p.rows2, p.rowA2),
    ...relative(p.rowC0, p.rows1, p.rowC1, p.rows2, p.rowC2),
    ...relative(p.stepA0, p.steps1, p.stepA1, p.steps2, p.stepA2),
    repeat(
      panel,
      p.panels.get,
      ...rows.start(),
      repeatWhile(
        rows.more.get,
        ...ROWS.flatMap((row) => rows.take(tile.a[row], tile.c[row])),
        ...tile.compute(),
      ),
      p.b.increase(p.bPanel.get),
      p.c.increase(constant(PANEL * FLOAT)),
      p.init.increase(p.initPanel.get),
    ),
  );
}

type Parameters = Record<(typeof PARAMETERS)[number], Local>;
type Builder = FunctionBuilder<(typeof PARAMETERS)[number]>;
type PerRow = [Local, Local, Local, Local];

/** Invariant 2. */
function relative(
  outer: Local,
  middleCount: Local,
  middle: Local,
  innerCount: Local,
  inner: Local,
): Code[] {
  return [
    outer.increase(negative(multiply(middleCount.get, middle.get))),
    middle.increase(negative(multiply(innerCount.get, inner.get))),
  ];
}

const negative = (value: Code): Code => subtract(constant(0), value);

/** Walks the rows of A and C. */
class RowCursor {
  /** 0 once the last row was taken. */
  readonly more: Local;
  readonly #p: Parameters;
  readonly #a: Local;
  readonly #c: Local;
  readonly #left: Local;
  readonly #middle: Local;
  readonly #inner: Local;

  constructor(f: Builder, p: Parameters) {
    this.#p = p;
    this.more = f.i32();
    this.#a = f.i32();
    this.#c = f.i32();
    this.#left = f.i32();
    this.#middle = f.i32();
    this.#inner = f.i32();
  }

  start(): Code[] {
    const { a, c, rows0, rows1, rows2 } = this.#p;
    return [
      this.#a.set(a.get),
      this.#c.set(c.get),
      this.#middle.set(rows1.get),
      this.#inner.set(rows2.get),
      this.#left.set(multiply(rows0.get, multiply(rows1.get, rows2.get))),
    ];
  }

  /** Sets the addresses to the row's and goes on to the next, if there is one. */
  take(a: Local, c: Local): Code[] {
    return [
      a.set(this.#a.get),
      c.set(this.#c.get),
      this.more.set(subtract(this.#left.get, constant(1))),
      when(this.more.get, this.#left.set(this.more.get), ...this.#advance()),
    ];
  }

  #advance(): Code[] {
    const p = this.#p;
    return [
      ...this.#move(p.rowA2, p.rowC2),
      this.#inner.increase(constant(-1)),
      when(
        equal(this.#inner.get, constant(0)),
        this.#inner.set(p.rows2.get),
        ...this.#move(p.rowA1, p.rowC1),
        this.#middle.increase(constant(-1)),
        when(
          equal(this.#middle.get, constant(0)),
          this.#middle.set(p.rows1.get),
          ...this.#move(p.rowA0, p.rowC0),
        ),
      ),
    ];
  }

  #move(byA: Local, byC: Local): Code[] {
    return [this.#a.increase(byA.get), this.#c.increase(byC.get)];
  }
}

/** Four rows of one panel, in registers. */
class Tile {
  /** Addresses of its rows. */
  readonly a: PerRow;
  readonly c: PerRow;
  readonly #p: Parameters;
  readonly #fused: boolean;
  readonly #b: Local;
  readonly #from: Local;
  readonly #counters: [Local, Local, Local];
  readonly #sums: [Local, Local][];
  readonly #vectors: [Local, Local];
  readonly #element: Local;

  constructor(f: Builder, p: Parameters, fused: boolean) {
    this.#p = p;
    this.#fused = fused;
    this.a = [f.i32(), f.i32(), f.i32(), f.i32()];
    this.c = [f.i32(), f.i32(), f.i32(), f.i32()];
    this.#b = f.i32();
    this.#from = f.i32();
    this.#counters = [f.i32(), f.i32(), f.i32()];
    this.#sums = ROWS.map(() => [f.v128(), f.v128()]);
    this.#vectors = [f.v128(), f.v128()];
    this.#element = f.v128();
  }

  compute(): Code[] {
    const { b, steps0, steps1, steps2, stepA0, stepA1 } = this.#p;
    const [k0, k1, k2] = this.#counters;
    const inner = repeat(k2, steps2.get, ...this.#step());
    const middle = repeat(k1, steps1.get, inner, ...this.#moveA(stepA1));
    const outer = repeat(k0, steps0.get, middle, ...this.#moveA(stepA0));
    return [...this.#begin(), this.#b.set(b.get), outer, ...this.#store()];
  }

  #begin(): Code[] {
    const { accumulate, init } = this.#p;
    return ROWS.flatMap((row) => [
      this.#from.set(select(accumulate.get, this.c[row].get, init.get)),
      ...VECTORS.map((v) => this.#sum(row, v).set(load4(this.#from.get, v * 16))),
    ]);
  }

  #step(): Code[] {
    return [
      ...VECTORS.map((v) => this.#vectors[v].set(load4(this.#b.get, v * 16))),
      ...ROWS.flatMap((row) => [
        this.#element.set(loadSplat(this.a[row].get)),
        ...VECTORS.map((v) => this.#multiplyAdd(this.#sum(row, v), this.#vectors[v])),
      ]),
      ...this.#moveA(this.#p.stepA2),
      this.#b.increase(this.#p.bStep.get),
    ];
  }

  #multiplyAdd(sum: Local, vector: Local): Code {
    return sum.set(multiplyAdd(this.#element.get, vector.get, sum.get, this.#fused));
  }

  #moveA(by: Local): Code[] {
    return ROWS.map((row) => this.a[row].increase(by.get));
  }

  #store(): Code[] {
    return ROWS.flatMap((row) =>
      VECTORS.map((v) => store4(this.c[row].get, this.#sum(row, v).get, v * 16)),
    );
  }

  #sum(row: (typeof ROWS)[number], vector: (typeof VECTORS)[number]): Local {
    return (this.#sums[row] as [Local, Local])[vector];
  }
}
