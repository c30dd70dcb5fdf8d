/**
 * The submissions that the server is making. Invariants:
 *
 * 1. While one is waiting or at work, the list is asked for every POLL_MS; else only when somebody submits or opens a page.
 * 2. A job is announced once: when it was seen open and has ended. What ended before the page was opened is not news.
 */
import { signal } from "@preact/signals";
import type { SubmitJob, SubmitJobList } from "../../../src/api/submit-jobs.js";
import { api, messageOf } from "../api-client.js";
import { navigate } from "../app/router.js";
import { toast } from "../app/toasts.js";

const POLL_MS = 400; // predicting takes seconds

/** Null before they were first asked for. */
export const submitJobs = signal<SubmitJobList | null>(null);
const seenOpen = new Set<number>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks for them now. A failure changes nothing: the header says that the connection is lost. */
export async function loadSubmitJobs(): Promise<void> {
  await api.submitJobs().then(take, () => {
    if (seenOpen.size > 0) again();
  });
}

/** @param run id, or `champion` */
export async function submitRun(run: string): Promise<void> {
  try {
    take(await api.submit(run));
  } catch (error) {
    toast({ text: messageOf(error), isError: true });
  }
}

/** The run's job that has not ended. */
export function openJobOf(run: string): SubmitJob | null {
  return submitJobs.value?.jobs.find((job) => job.run === run && isOpen(job)) ?? null;
}

function take(list: SubmitJobList): void {
  submitJobs.value = list;
  for (const job of list.jobs) {
    if (isOpen(job)) seenOpen.add(job.id);
    else if (seenOpen.delete(job.id)) announce(job);
  }
  if (list.jobs.some(isOpen)) again();
}

function again(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void loadSubmitJobs(), POLL_MS);
}

function isOpen({ state }: SubmitJob): boolean {
  return state.type === "waiting" || state.type === "working";
}

function announce({ run, state }: SubmitJob): void {
  if (state.type === "failed") toast({ text: failureText(run, state.message), isError: true });
  if (state.type !== "done") return;
  const { submission } = state;
  toast({
    text: `Submission ${submission} of run ${run} is written.`,
    action: { label: "Show", run: () => navigate(`/submissions?show=${submission}`) },
  });
}

/** Many messages name the run themselves. */
function failureText(run: string, message: string): string {
  return message.startsWith(`run ${run} `)
    ? `Not submitted: ${message}`
    : `Run ${run} was not submitted: ${message}`;
}
