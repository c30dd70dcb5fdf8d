const MAX_TIMER_MS = 2 ** 31 - 1; // setTimeout fires at once when asked for more: 24.8 days
const MIN_TIMER_MS = 200; // while it is put off by as much as passes, as during a pause, look no more often

/**
 * Calls `expire` after any number of milliseconds, unless the process ends before: a deadline keeps nothing alive.
 * @param putOffMs - asked when the time is over: by how many milliseconds the deadline has been put off in all so far.
 * @returns the function that calls it off.
 */
export function startDeadline(
  afterMs: number,
  expire: () => void,
  putOffMs: () => number = () => 0,
): () => void {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout;
  const arm = (wait: number) => {
    timer = setTimeout(
      () => {
        const left = startedAt + afterMs + putOffMs() - performance.now();
        if (left >= 1) arm(Math.max(MIN_TIMER_MS, left));
        else expire();
      },
      Math.min(Math.max(0, wait), MAX_TIMER_MS),
    ).unref();
  };
  arm(afterMs);
  return () => clearTimeout(timer);
}
