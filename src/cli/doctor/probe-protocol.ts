/**
 * What `sweep doctor` and the child processes in which it tries native libraries tell each other. Invariants:
 *
 * 1. A probe gets one request, as JSON in its only argument, and sends one answer over its IPC channel: what libraries print
 *    disturbs neither.
 * 2. It then ends by itself. An answer counts only when the process ended well after it, as a run's result does.
 */
import { z } from "zod";

export const probeRequest = z.discriminatedUnion("type", [
  /** Which backend trains a run that names none? */
  z.object({ type: z.literal("default") }),
  /** Does this backend work, and how fast does it train? */
  z.object({ type: z.literal("backend"), backend: z.string(), measure: z.boolean() }),
  /** Does a GPU work, and how fast does it train? */
  z.object({ type: z.literal("gpu"), measure: z.boolean() }),
]);
export type ProbeRequest = z.infer<typeof probeRequest>;

export const probeAnswer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("default"), backend: z.string() }),
  z.object({
    type: z.literal("works"),
    description: z.string(),
    /** Of training, and with how many images a step; null when it was not measured. */
    imagesPerSecond: z.number().nullable(),
    batchSize: z.number().nullable(),
    /** What the backend warned of meanwhile. */
    warnings: z.array(z.string()),
  }),
  /** The backend itself says why it cannot work here. */
  z.object({ type: z.literal("unavailable"), reason: z.string() }),
  z.object({ type: z.literal("failed"), reason: z.string() }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswer>;
