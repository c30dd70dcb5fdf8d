import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { executorConformance } from "../../conformance/executor.js";
import { hostEntry } from "./host-entry.js";

executorConformance("local", (options) => new LocalExecutor({ ...options, hostEntry }));
