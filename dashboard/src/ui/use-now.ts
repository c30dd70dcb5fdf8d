import { useEffect, useState } from "preact/hooks";

const TICK_MS = 1000; // durations are shown in seconds

/** Milliseconds since 1970, brought up to date every second while `isNeeded`. */
export function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}
