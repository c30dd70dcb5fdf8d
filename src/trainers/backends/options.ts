import { z } from "zod";
import type { BackendOptions } from "./backend.js";

/** The options of a backend that needs none but the common ones. */
export const commonOptions: z.ZodType<BackendOptions> = z.strictObject({
  threads: z.number().int().positive().default(1),
});
