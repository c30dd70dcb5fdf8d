import { z } from "zod";

/**
 * What can be asked of a sweep that is being run, or of one of its runs.
 *
 * drain: nothing new is started, what runs may finish (a sweep)
 * stop: what runs is stopped, too (a sweep); this run is cancelled (a run)
 * pause, resume: the processes are stopped for a while (both)
 * retry: a failed or cancelled run is queued again (a run)
 */
export const CONTROL_ACTIONS = ["drain", "stop", "pause", "resume", "retry"] as const;
export type ControlAction = (typeof CONTROL_ACTIONS)[number];

/** What became of a request. */
export const controlAnswer = z.discriminatedUnion("type", [
  /** Carried out; `runs` are those that it changed. */
  z.object({ type: z.literal("done"), runs: z.array(z.string()) }),
  /** Not possible as things are; the message says why. */
  z.object({ type: z.literal("refused"), message: z.string() }),
  /** This orchestrator does not have the run in hand. */
  z.object({ type: z.literal("not-mine") }),
  /** The orchestrator ended before it came to it. */
  z.object({ type: z.literal("unanswered") }),
]);
export type ControlAnswer = z.infer<typeof controlAnswer>;
