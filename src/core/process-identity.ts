import { z } from "zod";

/**
 * Names a process beyond doubt: pids are reused, but not together with the start time and the boot of the same host.
 * `startTime` is in clock ticks since boot where /proc tells (Linux), else 0.
 */
export const processIdentity = z.object({
  host: z.string(),
  bootId: z.string(),
  pid: z.number().int(),
  startTime: z.number(),
});
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** `elsewhere`: it belongs to another host, so that nobody here can know. */
export type Liveness = "alive" | "dead" | "elsewhere";
