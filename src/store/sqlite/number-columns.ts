import { fromStored, type NonFinite, toStored } from "../../core/metric-value.js";

/** A metric's value in two columns: `kind` is NULL for a finite value, `value` for any other. */
export interface NumberColumns {
  value: number | null;
  kind: NonFinite | null;
}

export function toColumns(value: number): NumberColumns {
  const stored = toStored(value);
  return { value: stored.value, kind: stored.kind === "finite" ? null : stored.kind };
}

export function fromColumns({ value, kind }: NumberColumns): number {
  return fromStored({ value, kind: kind ?? "finite" });
}
