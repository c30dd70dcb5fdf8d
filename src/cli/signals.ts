/** Interruption by the user or the system: Ctrl-C, `kill`, a closed terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls the listener at each interruption instead of ending the process. @returns how to take it away. */
export function onInterrupt(listener: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** Resolves at the first interruption, also where only npm was told of it. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      remove();
      forget();
      resolve();
    };
    const remove = onInterrupt(end);
    const forget = onLostNpm(end);
  });
}

const PARENT = process.ppid; // at the start: it may be gone before anybody listens
const LOOK_EVERY_MS = 500; // soon enough for who waits for the port to be free

/**
 * `kill` of `npx sweep …` ends npm and the shell between the two, which passes no signal on (dash does not, and is `sh` on Debian):
 * a parent that is gone is the only sign. Without npm it says nothing: a terminal may be closed behind `nohup`.
 */
function onLostNpm(listener: () => void): () => void {
  if (process.env.npm_command === undefined) return () => {};
  const timer = setInterval(() => process.ppid !== PARENT && listener(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
