const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `28,000` */
export function formatCount(value: number): string {
  return GROUPED.format(value);
}

/** `1 run`, `28 runs` */
export function formatCountOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** At least 0 of a unit: `0 B`, `14.2 KiB`, `31.7 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** Four significant digits, without an exponent where a few zeros do: `0.02814`, `1,234`, `2.5e-7`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e12) return formatCount(value);
  if (Math.abs(value) >= 1_000) return formatCount(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
