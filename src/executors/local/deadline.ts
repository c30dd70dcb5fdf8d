const MAX_TIMER_MS = 2 ** 31 - 1; // setTimeout fires at once when asked for more: 24.8 days

/**
 * Calls `expire` after any number of milliseconds, unless the process ends before: a deadline keeps nothing alive.
 * @returns the function that calls it off.
 */
export function startDeadline(afterMs: number, expire: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (left: number) => {
    const wait = Math.min(left, MAX_TIMER_MS);
    timer = setTimeout(() => (left > wait ? arm(left - wait) : expire()), wait).unref();
  };
  arm(afterMs);
  return () => clearTimeout(timer);
}
