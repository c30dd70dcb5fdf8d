import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { messageOf, SweepError } from "../../core/errors.js";
import type { BackendDescriptor } from "./backend.js";
import { eagerBackend } from "./eager.js";
import { commonOptions } from "./options.js";

const PACKAGE = "@tensorflow/tfjs-node"; // an optional dependency: never a static import
const BINDING = "tfjs_binding.node";

/** libtensorflow, where the optional package and its native binding are installed. */
export const tensorflow: BackendDescriptor = {
  type: "tensorflow",
  options: commonOptions,
  devices: ["cpu"],
  unavailable: async () => missing() ?? (await broken()),
  create: async ({ threads }) => {
    limitThreads(threads);
    const reason = missing() ?? (await broken());
    if (reason !== null) throw new SweepError("backend", `backend \`tensorflow\`: ${reason}`);
    await tf.setBackend("tensorflow");
    return eagerBackend({
      type: "tensorflow",
      description: `tensorflow (libtensorflow, ${threads} ${threads === 1 ? "thread" : "threads"})`,
    });
  },
};

/** Why it cannot even be loaded, found without loading it: a failed load costs half a second, a wrong CPU the process. */
function missing(): string | null {
  const folder = packageFolder();
  if (folder === null) return `the optional package ${PACKAGE} is not installed`;
  if (!hasBinding(path.join(folder, "lib")))
    return `${PACKAGE} is installed without its native binding ${BINDING} (its install script could not download it, or did not run)`;
  if (lacksAvx()) return "libtensorflow needs a CPU with AVX, and this one has none";
  return null;
}

function packageFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return null; // not resolvable is not installed
  }
}

function hasBinding(lib: string): boolean {
  return (
    existsSync(lib) &&
    readdirSync(lib).some((folder) => existsSync(path.join(lib, folder, BINDING)))
  );
}

/** Without AVX the prebuilt library ends the process with SIGILL. Elsewhere than on Linux nothing is known. */
function lacksAvx(): boolean {
  if (process.platform !== "linux" || process.arch !== "x64") return false;
  return !/\bavx\b/.test(readFileSync("/proc/cpuinfo", "utf8"));
}

/** Loads it and computes something: some Node versions load the binding and fail at its first operation. */
async function broken(): Promise<string | null> {
  const before = tf.getBackend();
  try {
    await import(PACKAGE); // registers itself, and makes itself the current backend
    await tf.setBackend("tensorflow");
    tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataSync());
    return null;
  } catch (error) {
    return `${PACKAGE} does not work here: ${messageOf(error).split("\n", 1)[0]}`;
  } finally {
    if (before) await tf.setBackend(before);
  }
}

/** libtensorflow reads these once, when it is loaded. */
function limitThreads(threads: number): void {
  process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  process.env.TF_NUM_INTEROP_THREADS ??= "1";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // its notices about CPU features are not the run's output
}
