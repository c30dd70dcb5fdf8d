import { z } from "zod";

/** JSON has no NaN and no infinities: they travel as these strings. */
export const NON_FINITE = ["NaN", "Infinity", "-Infinity"] as const;
export type NonFinite = (typeof NON_FINITE)[number];

/** A metric's value on the wire. */
export const wireNumber = z.union([z.number(), z.enum(NON_FINITE)], {
  error: 'expected a number, `"NaN"`, `"Infinity"` or `"-Infinity"`',
});
export type WireNumber = z.infer<typeof wireNumber>;

/** A metric's value as it is stored: `value` is null exactly when `kind` is not "finite". */
export interface StoredNumber {
  value: number | null;
  kind: "finite" | NonFinite;
}

export function toWire(value: number): WireNumber {
  return Number.isFinite(value) ? value : (String(value) as NonFinite); // String() of a non-finite number is one of NON_FINITE
}

export function fromWire(value: WireNumber): number {
  return Number(value);
}

export function toStored(value: number): StoredNumber {
  const wire = toWire(value);
  return typeof wire === "number" ? { value: wire, kind: "finite" } : { value: null, kind: wire };
}

export function fromStored(stored: StoredNumber): number {
  return stored.value ?? Number(stored.kind);
}
