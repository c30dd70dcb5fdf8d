/** Text of values, the same wherever they stand. All are pure. */

/** A metric's value: accuracies as per cent, others with enough digits to compare. */
export function formatMetric(name: string, value: number | string | null): string {
  if (value === null) return "–";
  if (typeof value === "string") return value; // NaN and infinities travel as text
  const isShare = isShareName(name) && value >= 0 && value <= 1;
  return isShare ? `${(value * 100).toFixed(2)} %` : formatNumber(value);
}

/** Is this metric, where its values are between 0 and 1, read as per cent? */
export function isShareName(name: string): boolean {
  return /(^|[^a-z])acc(uracy)?([^a-z]|$)/i.test(name);
}

const MOST_GROUPED = 1e12; // beyond it nobody counts the groups of zeros

/** Four significant digits, whole thousands: `0.02814`, `1,234`, `2.5e-7`, `3.403e+38`. */
export function formatNumber(value: number): string {
  if (Math.abs(value) >= MOST_GROUPED) return Number(value.toPrecision(4)).toExponential();
  const isWhole = Number.isInteger(value) || Math.abs(value) >= 1_000; // four digits leave no decimals
  return isWhole ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(4)));
}

const LEAST_MS = 50; // less is 0.0s with one decimal

/** `0.5s`, `9s`, `1m 24s`, `2h 05m`. */
export function formatDuration(milliseconds: number | null): string {
  if (milliseconds === null) return "–";
  if (milliseconds >= LEAST_MS && milliseconds < 950) return `${(milliseconds / 1000).toFixed(1)}s`;
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const pad = (part: number) => String(part).padStart(2, "0");
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h ${pad(Math.floor((seconds % 3600) / 60))}m`;
}

export function formatBytes(bytes: number | null): string {
  if (bytes === null) return "–";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** Local date and time to the second, sortable: `2026-03-01 14:05:09`. */
export function formatTime(time: number | null): string {
  if (time === null) return "–";
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

/** A parameter's value as it was given: words as they are, objects as `rotation 10, shift 2`, everything else as JSON. */
export function exactValue(value: unknown): string {
  return valueText(value, (number) => number);
}

/** The same where many stand side by side: of fractions, which are drawn with 16 digits, the first four. */
export function formatValue(value: unknown): string {
  return valueText(value, (number) =>
    Number.isInteger(number) ? number : Number(number.toPrecision(4)),
  );
}

function valueText(value: unknown, toShown: (number: number) => number): string {
  if (value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return JSON.stringify(value, (_, part) => (typeof part === "number" ? toShown(part) : part));
  const parts = Object.entries(value).map(([key, part]) => `${key} ${valueText(part, toShown)}`);
  return parts.join(", ");
}

/** A message where only plain text can stand: without the backticks around code. See ui/message.tsx. */
export function plainMessage(message: string): string {
  return message.replaceAll("`", "");
}

/** `1 run`, `4 runs`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** `2 of 5`: a fold's number, as people count, and how many there are. */
export function foldWords({ index, count }: { index: number; count: number }): string {
  return `${index + 1} of ${count}`;
}

/** `14,000`, or `1,374 – 1,375`. */
export function rangeText(counts: readonly number[]): string {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const text = (count: number) => count.toLocaleString("en");
  return low === high ? text(low) : `${text(low)} – ${text(high)}`;
}
