/** What is done to runs and sweeps from any page, and what is said of it afterwards. */
import { signal } from "@preact/signals";
import type { ControlAnswer, ControlVerb, SweepControlRequest } from "../../../src/api/control.js";
import { api, messageOf } from "../api-client.js";
import { toast } from "../app/toasts.js";
import { plural } from "../format.js";
import { watchLaunch } from "./watch-launch.js";

/** What a dialog asks about before it is done; null: nothing. */
export const asked = signal<
  | { type: "promote"; run: { id: string; name: string } }
  | { type: "stop-runs"; ids: readonly string[] }
  | { type: "stop-sweep"; name: string; running: number }
  | null
>(null);

export async function controlRuns(action: ControlVerb, ids: readonly string[]): Promise<void> {
  await tell(async () => said(action, await api.controlRuns(action, ids), "run"));
}

export async function controlSweep(
  action: SweepControlRequest["action"],
  name: string,
): Promise<void> {
  await tell(async () => said(action, await api.controlSweep(action, name), name));
}

/** Takes the last promotion back. */
export async function undoPromotion(): Promise<void> {
  await tell(async () => {
    const { to } = await api.undoPromotion();
    toast({ text: to === null ? "There is no champion any more." : `${to} is champion again.` });
  });
}

async function tell(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast({ text: messageOf(error), isError: true });
  }
}

const DONE: Record<SweepControlRequest["action"], string> = {
  drain: "may finish; no more are started",
  stop: "stopped",
  pause: "paused",
  resume: "resumed",
  retry: "queued again",
};

function said(action: SweepControlRequest["action"], reply: ControlAnswer, about: string): void {
  const { done, refused, settled, launch } = reply;
  const subject = about === "run" ? "" : `${about}: `;
  if (settled.length > 0) toast({ text: `${subject}${settledText(settled.length)}` });
  if (done.length > 0 || refused.length + settled.length === 0)
    toast({ text: `${subject}${plural(done.length, "run")} ${DONE[action]}` });
  for (const { message } of refused.slice(0, MOST_SAID)) toast({ text: message, isError: true });
  const more = refused.length - MOST_SAID;
  if (more > 0) toast({ text: `${plural(more, "more run")} likewise`, isError: true });
  if (launch) void watchLaunch(launch, () => {}).then(sayUnlessWell);
}

const MOST_SAID = 3; // toasts at once

/** Of lost runs that turned out to have finished. */
function settledText(count: number): string {
  const result = count === 1 ? "its result was" : "their results were";
  return `${plural(count, "lost run")} had finished: ${result} taken over`;
}

function sayUnlessWell({
  state,
  sweep,
  output,
}: {
  state: string;
  sweep: string | null;
  output: string;
}) {
  if (state !== "ended" || sweep !== null) return; // what became of its runs, they say themselves
  const last = output.trim().split("\n").at(-1) ?? "";
  if (last.startsWith("sweep: ")) toast({ text: last.slice("sweep: ".length), isError: true });
}
