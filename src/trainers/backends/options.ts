import { z } from "zod";
import { device } from "../../core/device.js";
import type { BackendOptions } from "./backend.js";

/** The options of a backend that needs none but the common ones. */
export const commonOptions: z.ZodType<BackendOptions> = z.strictObject({
  threads: z.number().int().positive().default(1),
  device: device.default("cpu"),
});
