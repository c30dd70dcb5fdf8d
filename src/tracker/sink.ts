import type { RunEventInput } from "../protocol/events.js";

/** Where a tracker's events go. */
export type EventSink = (event: RunEventInput) => void;
