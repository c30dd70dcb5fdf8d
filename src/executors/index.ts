import { Registry } from "../core/registry.js";
import type { ExecutorDescriptor } from "./executor.js";
import { local } from "./local/index.js";

/** Where runs can be executed. A new kind is one folder and one entry here. */
export const executors = new Registry<ExecutorDescriptor>("executor", [local]);
