import type { CurvePart } from "../store.js";
import { BLOCK_STEPS } from "./blocks.js";
import type { Connection } from "./connection.js";

/** Steps of the first and the last point of a part of a curve; first above last where the curve has no finite point. */
export type PartBounds = (seriesId: number, part: CurvePart) => { first: number; last: number };

type FindStep = (seriesId: number, place: number) => number | undefined;

/**
 * Epochs and times grow with the steps, so that a part is a range of steps: the key that points are found by. Of a long curve
 * the blocks tell where to begin to look.
 */
export function createPartBounds({ db }: Pick<Connection, "db">): PartBounds {
  const find = (condition: string, order: "asc" | "desc"): FindStep => {
    const statement = db.prepare<[object], { step: number }>(`
      select step from points where series_id = @id and value is not null and ${condition}
      order by step ${order} limit 1`);
    return (seriesId, place) => statement.get({ id: seriesId, place })?.step;
  };
  const firstOf = (axis: "epoch" | "time") =>
    find(
      `${axis} >= @place and step >= coalesce((
        select block * ${BLOCK_STEPS} from blocks where series_id = @id and high_${axis} >= @place order by block limit 1), 0)`,
      "asc",
    );
  const lastOf = (axis: "epoch" | "time") =>
    find(
      `${axis} <= @place and step < coalesce((
        select (block + 1) * ${BLOCK_STEPS} from blocks where series_id = @id and low_${axis} <= @place order by block desc limit 1),
        ${Number.MAX_SAFE_INTEGER})`,
      "desc",
    );
  const within = {
    step: { first: find("step >= @place", "asc"), last: find("step <= @place", "desc") },
    epoch: { first: firstOf("epoch"), last: lastOf("epoch") },
    time: { first: firstOf("time"), last: lastOf("time") },
  };
  const before = find("step < @place", "desc");
  const after = find("step > @place", "asc");

  return (seriesId, { axis, ...part }) => {
    const [from, to] =
      axis === "epoch" ? [Math.floor(part.from), Math.ceil(part.to)] : [part.from, part.to];
    const first = within[axis].first(seriesId, from) ?? Number.MAX_SAFE_INTEGER;
    const last = within[axis].last(seriesId, to) ?? -1;
    return {
      first: before(seriesId, first) ?? first,
      last: after(seriesId, last) ?? last,
    };
  };
}
