import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Starts test/fixtures/<name>, which runs what `npm run build` made, and waits until it says "ready". */
export async function startFixture(name: string, ...args: string[]): Promise<ChildProcess> {
  const file = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
  const child = fork(file, args, { execArgv: [] });
  const [first] = await once(child, "message");
  if (first !== "ready")
    throw new Error(`${name}: expected it to say "ready", got ${String(first)}`);
  return child;
}

/** The next message of the child. @throws Error when it ends without one. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController();
  try {
    return await Promise.race([
      once(child, "message", { signal: stop.signal }).then(([message]) => message),
      once(child, "exit", { signal: stop.signal }).then(([code, signal]) => {
        throw new Error(`expected a message, got exit code ${code}, signal ${signal}`);
      }),
    ]);
  } finally {
    stop.abort();
  }
}

/** Lets the child end by itself. @returns its exit code. */
export async function disconnect(child: ChildProcess): Promise<number | null> {
  const exit = once(child, "exit");
  child.disconnect();
  const [code] = await exit;
  return code;
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
