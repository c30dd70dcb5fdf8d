/** What the page shows. Requests go out one at a time; of the pictures that come meanwhile the last is sent. */
import { signal } from "@preact/signals";
import type { ApiError } from "../../../src/api/errors.js";
import type { ModelFacts, Prediction, PredictReply } from "../../../src/api/predict.js";

/** What the model sees, 784 grey levels; null: nothing. */
export const digit = signal<Uint8Array | null>(null);
/** Of the last picture that was answered; null: there is none. */
export const answer = signal<Prediction | null>(null);
export const model = signal<ModelFacts | null>(null);
/** What went wrong, for people. */
export const problem = signal<string | null>(null);

let isAsking = false;

/** Shows the picture, and the model's answer as soon as there is one. */
export function show(levels: Uint8Array | null): void {
  digit.value = levels?.some((level) => level > 0) ? levels : null;
  if (digit.value === null) answer.value = null;
  if (!isAsking) void askUntilAnswered();
}

/** Of the model that answers. */
export async function readModel(): Promise<void> {
  try {
    model.value = await request<ModelFacts>("model");
  } catch (error) {
    problem.value = messageOf(error);
  }
}

async function askUntilAnswered(): Promise<void> {
  isAsking = true;
  let answered: Uint8Array | null = null;
  while (digit.value !== answered) {
    answered = digit.value;
    if (answered) await ask(answered);
  }
  isAsking = false;
}

async function ask(levels: Uint8Array): Promise<void> {
  try {
    const reply = await request<PredictReply>("predict", { pixels: Array.from(levels) });
    problem.value = null;
    if (digit.value) answer.value = reply.predictions[0] ?? null;
    if (model.value && reply.model.run !== model.value.run) await readModel(); // another one was promoted
  } catch (error) {
    answer.value = null;
    problem.value = messageOf(error);
  }
}

async function request<T>(path: string, body?: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(
    path,
    body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) },
  );
  if (response.ok) return response.json() as Promise<T>;
  const { error } = (await response.json()) as ApiError;
  throw new Error(error.message);
}

function messageOf(error: unknown): string {
  if (error instanceof TypeError) return "The server does not answer.";
  return error instanceof Error ? error.message : String(error);
}
