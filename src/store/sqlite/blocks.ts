/**
 * Of each 64 steps of a long curve the lowest and the highest finite value, so that a curve is drawn without reading all of it.
 * Invariants:
 *
 * 1. A series has blocks exactly when it has at least `LONG` points, of which it never has fewer again.
 * 2. After every transaction a block says what its points say; one without a finite value has no row.
 */
import type { MetricPoint } from "../../core/records.js";
import type { Connection } from "./connection.js";

export const BLOCK_STEPS = 64; // as 0004-blocks.ts has it

/** Points from which a curve has blocks: fewer are read in some milliseconds. As 0004-blocks.ts has it. */
export const LONG = 8192;

export interface SeriesGrowth {
  id: number;
  /** Points before these, and with them. */
  before: number;
  count: number;
}

/** Brings blocks up to date after points were written. Call it inside their transaction. */
export type KeepBlocks = (series: SeriesGrowth, points: readonly MetricPoint[]) => void;

export function createKeepBlocks({ db }: Pick<Connection, "db">): KeepBlocks {
  const remove = db.prepare<[object]>(
    "delete from blocks where series_id = @id and block = @block",
  );
  const add = db.prepare<[object]>(BLOCK_OF_POINTS);
  const numbers = db.prepare<[number], { block: number }>(
    `select distinct step / ${BLOCK_STEPS} as block from points where series_id = ?`,
  );
  return ({ id, before, count }, points) => {
    if (count < LONG) return;
    const touched =
      before < LONG
        ? numbers.all(id).map(({ block }) => block)
        : new Set(points.map(({ step }) => Math.floor(step / BLOCK_STEPS)));
    for (const block of touched) {
      const bounds = { id, block, first: block * BLOCK_STEPS, end: (block + 1) * BLOCK_STEPS };
      remove.run({ id, block });
      add.run(bounds);
    }
  };
}

const FINITE =
  "from points where series_id = @id and step >= @first and step < @end and value is not null";

const BLOCK_OF_POINTS = `
  insert into blocks
    select @id, @block, low_step, low, high_step, high, low_epoch, high_epoch, low_time, high_time
    from (select step as low_step, min(value) as low ${FINITE}),
      (select step as high_step, max(value) as high ${FINITE}),
      (select min(epoch) as low_epoch, max(epoch) as high_epoch, min(time) as low_time, max(time) as high_time ${FINITE})
    where low_step is not null`;
