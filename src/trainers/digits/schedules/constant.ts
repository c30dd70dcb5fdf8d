import { z } from "zod";
import { schedule } from "./schedule.js";

export const constant = schedule({
  options: z.strictObject({}),
  create: () => ({ factor: () => 1 }),
});
