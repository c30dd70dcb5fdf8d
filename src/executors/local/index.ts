import { z } from "zod";
import type { ExecutorDescriptor } from "../executor.js";
import { LocalExecutor } from "./local-executor.js";

const options = z.strictObject({});

/** Child processes on this machine. */
export const local: ExecutorDescriptor<z.infer<typeof options>> = {
  type: "local",
  options,
  create: (_options, { runsDir }) => new LocalExecutor({ runsDir }),
};
