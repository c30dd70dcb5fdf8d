/** What the page shows. Pictures are asked about one at a time; of those that come meanwhile the last is. */
import { signal } from "@preact/signals";
import type { ModelFacts, Prediction } from "../../../src/api/predict.js";

/** What answers: a server, or the model in the page itself. Both may throw an error whose message is for people. */
export interface Source {
  model(): Promise<ModelFacts>;
  /** Of 784 grey levels; `run` is the one whose model answered. */
  predict(levels: Uint8Array): Promise<{ prediction: Prediction; run: string }>;
}

/** What the model sees, 784 grey levels; null: nothing. */
export const digit = signal<Uint8Array | null>(null);
/** Of the last picture that was answered; null: there is none. */
export const answer = signal<Prediction | null>(null);
export const model = signal<ModelFacts | null>(null);
/** What went wrong, for people. */
export const problem = signal<string | null>(null);

let isAsking = false;
let source: Source | null = null;

/** Says who answers, once. */
export async function startAsking(answers: Source): Promise<void> {
  source = answers;
  await readModel();
}

/** Shows the picture, and the model's answer as soon as there is one. */
export function show(levels: Uint8Array | null): void {
  digit.value = levels?.some((level) => level > 0) ? levels : null;
  if (digit.value === null) answer.value = null;
  if (!isAsking) void askUntilAnswered();
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
  if (!source) return;
  try {
    const { prediction, run } = await source.predict(levels);
    problem.value = null;
    if (digit.value) answer.value = prediction;
    if (model.value && run !== model.value.run) await readModel(); // another one was promoted
  } catch (error) {
    answer.value = null;
    problem.value = messageOf(error);
  }
}

async function readModel(): Promise<void> {
  try {
    model.value = (await source?.model()) ?? null;
  } catch (error) {
    problem.value = messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
