import { z } from "zod";

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_MS = 2 ** 31 - 1; // Node's timers take no more: 24.8 days
const EXPECTED = "expected a duration like `90s`, `30m`, `1h30m`, or a number of seconds";

/** A duration as written in YAML, in milliseconds. */
export const duration = z
  .union([z.number(), z.string()], { error: EXPECTED })
  .transform((written, context) => {
    const milliseconds = typeof written === "number" ? written * 1000 : parseDuration(written);
    if (milliseconds !== null && milliseconds >= 1 && milliseconds <= LONGEST_MS)
      return Math.round(milliseconds);
    const message =
      milliseconds === null ? EXPECTED : "expected a duration of at least 1 ms and at most 24 days";
    context.addIssue({ code: "custom", message, input: written });
    return z.NEVER;
  });

/** Milliseconds of `1h30m`; null when it is no duration. */
export function parseDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = text.matchAll(/([\d.]+)(ms|s|m|h|d)/g);
  return [...parts].reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}
