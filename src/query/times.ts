import { z } from "zod";

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** `90s`, `1h30m`, `1.5d`, in milliseconds; null where it is no duration. */
export function readDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/.test(text)) return null;
  const parts = text.matchAll(/([\d.]+)(ms|s|m|h|d|w)/g);
  return [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * (UNITS[unit ?? ""] ?? 0), 0);
}

const date = z.iso.date();
const dateTime = z.iso.datetime({ local: true, offset: true });

/**
 * Milliseconds since 1970 of `now`, `today`, `yesterday` (their beginning), a date (its beginning) or a date with time. Local
 * time, where the text names no zone. Null where it is none of them.
 */
export function readTime(text: string, now: number): number | null {
  if (text === "now") return now;
  if (text === "today") return startOfDay(now, 0);
  if (text === "yesterday") return startOfDay(now, -1);
  if (date.safeParse(text).success) return Date.parse(`${text}T00:00`);
  const iso = withSeconds(text.replace(" ", "T"));
  return dateTime.safeParse(iso).success ? Date.parse(iso) : null;
}

function startOfDay(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

/** `…T14:30` is written more often than `…T14:30:00`. */
function withSeconds(text: string): string {
  return text.replace(/^([^T]+T\d\d:\d\d)(?=$|Z|[+-])/, "$1:00");
}
