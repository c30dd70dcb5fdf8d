/** Interruption by the user or the system: Ctrl-C, `kill`, a closed terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls the listener at each interruption instead of ending the process. @returns how to take it away. */
export function onInterrupt(listener: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** Resolves at the first interruption. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const remove = onInterrupt(() => {
      remove();
      resolve();
    });
  });
}
