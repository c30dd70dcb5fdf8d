import { z } from "zod";

/** Where a trainer's tensor operations are computed. */
export const device = z.enum(["cpu", "gpu"]);
export type Device = z.infer<typeof device>;
export const DEVICES: readonly Device[] = device.options;
