import type { CurvePart } from "../store.js";
import type { Connection } from "./connection.js";

/** Steps of the first and the last point of a part of a curve; first above last where the curve has no finite point. */
export type PartBounds = (seriesId: number, part: CurvePart) => { first: number; last: number };

type FindStep = (seriesId: number, place: number) => number | undefined;

/** Epochs and times grow with the steps, so that a part is a range of steps: the key that points are found by. */
export function createPartBounds({ db }: Pick<Connection, "db">): PartBounds {
  const find = (condition: string, order: "asc" | "desc"): FindStep => {
    const statement = db.prepare<[number, number], { step: number }>(`
      select step from points where series_id = ? and value is not null and ${condition}
      order by step ${order} limit 1`);
    return (seriesId, place) => statement.get(seriesId, place)?.step;
  };
  const within = {
    step: { first: find("step >= ?", "asc"), last: find("step <= ?", "desc") },
    epoch: { first: find("epoch >= ?", "asc"), last: find("epoch <= ?", "desc") },
    time: { first: find("time >= ?", "asc"), last: find("time <= ?", "desc") },
  };
  const before = find("step < ?", "desc");
  const after = find("step > ?", "asc");

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
