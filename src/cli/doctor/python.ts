import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Check, ok, warn } from "./check.js";

const WHAT = "python3";
const LIMIT_MS = 10_000; // far longer than any Python takes to say its version

/** Python is needed by the example in Python alone. */
export async function checkPython(command = "python3"): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)(command, ["--version"], { timeout: LIMIT_MS });
    return ok(WHAT, stdout.trim());
  } catch {
    // not found, not executable or not answering: there is no Python to be used
    return warn(WHAT, "not found; experiments/python.yaml alone needs it");
  }
}
