import { z } from "zod";

/**
 * How an attempt ended, decided from exit codes, signals and our own actions, never from text.
 * `message` is for people: the trainer's own last words where it left any.
 */
export const outcome = z.discriminatedUnion("type", [
  z.object({ type: z.literal("finished") }),
  z.object({ type: z.literal("cancelled"), by: z.enum(["user", "shutdown"]) }),
  z.object({
    type: z.literal("exit-code"),
    code: z.number().int(),
    message: z.string().optional(),
  }),
  z.object({ type: z.literal("signal"), signal: z.string() }),
  z.object({ type: z.literal("out-of-memory"), signal: z.string() }),
  z.object({ type: z.literal("timeout"), afterMs: z.number() }),
  /** The program could not be started: not found, not executable. */
  z.object({ type: z.literal("not-started"), message: z.string() }),
  /** Its process is gone and nobody saw how (the machine restarted, or both it and the orchestrator were killed). */
  z.object({ type: z.literal("lost") }),
]);
export type Outcome = z.infer<typeof outcome>;

/** One short line for tables and messages. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.type) {
    case "finished":
      return "finished";
    case "cancelled":
      return outcome.by === "user" ? "cancelled by the user" : "cancelled at shutdown";
    case "exit-code":
      return `exit code ${outcome.code}${outcome.message ? `: ${outcome.message}` : ""}`;
    case "signal":
      return `killed by ${outcome.signal}`;
    case "out-of-memory":
      return `out of memory (${outcome.signal})`;
    case "timeout":
      return `timed out after ${Math.round(outcome.afterMs / 1000)} s`;
    case "not-started":
      return `could not start: ${outcome.message}`;
    case "lost":
      return "its process vanished";
  }
}
