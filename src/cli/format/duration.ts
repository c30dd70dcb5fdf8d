const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds in the two largest units: `0.4s`, `12s`, `1m 24s`, `2h 03m`, `3d 04h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return "0s";
  if (ms < 9_950) return `${(ms / SECOND).toFixed(1)}s`;
  if (ms < MINUTE - SECOND / 2) return `${Math.round(ms / SECOND)}s`;
  if (ms < HOUR - SECOND / 2)
    return inUnits(ms, { name: "m", ms: MINUTE }, { name: "s", ms: SECOND });
  if (ms < DAY - MINUTE / 2) return inUnits(ms, { name: "h", ms: HOUR }, { name: "m", ms: MINUTE });
  return inUnits(ms, { name: "d", ms: DAY }, { name: "h", ms: HOUR });
}

/** How long ago, in the largest unit: `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function formatAgo(time: number, now: number): string {
  const age = now - time;
  if (age < MINUTE) return "just now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const days = Math.floor(age / DAY);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** Local date and time to the second: `2026-03-01 14:05:09`. */
export function formatTime(time: number): string {
  return ISO_LIKE.format(time);
}

const ISO_LIKE = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" }); // Sweden writes ISO 8601

interface Unit {
  name: string;
  ms: number;
}

function inUnits(ms: number, large: Unit, small: Unit): string {
  const whole = Math.round(ms / small.ms) * small.ms;
  const rest = (whole % large.ms) / small.ms;
  return `${Math.floor(whole / large.ms)}${large.name} ${String(rest).padStart(2, "0")}${small.name}`;
}
