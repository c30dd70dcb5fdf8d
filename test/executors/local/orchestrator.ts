import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Launch } from "../../../src/executors/executor.js";
import type { Program } from "../../../src/protocol/host-messages.js";

const script = fileURLToPath(new URL("orchestrator.mjs", import.meta.url));

export type Task =
  | { runsDir: string; launch: Launch; untilEnd?: boolean }
  | { runsDir: string; warm: Program; count: number };

/** A second orchestrator, in a process of its own, and the first line that it printed. */
export async function startOrchestrator(
  task: Task,
  prefix: string[] = [],
): Promise<{ said: string; process: ChildProcess }> {
  const [command = "", ...args] = [...prefix, process.execPath, script, JSON.stringify(task)];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = await once(child.stdout, "data");
  return { said: String(line).trim(), process: child };
}

/** As `kill -9`: nothing of it gets a chance to clean up. */
export async function kill9(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
