import type { ApiError } from "../../../src/api/errors.js";
import type { ModelFacts, PredictReply } from "../../../src/api/predict.js";
import type { Source } from "./state.js";

/** The server that the page came from: `sweep serve`. */
export const serverSource: Source = {
  model: () => request<ModelFacts>("model"),
  async predict(levels) {
    const { predictions, model } = await request<PredictReply>("predict", {
      pixels: Array.from(levels),
    });
    const [prediction] = predictions;
    if (!prediction) throw new Error("The server answered for no picture.");
    return { prediction, run: model.run };
  },
};

async function request<T>(path: string, body?: unknown): Promise<T> {
  const response = await send(path, body);
  if (response.ok) return response.json() as Promise<T>;
  const { error } = (await response.json()) as ApiError;
  throw new Error(error.message);
}

async function send(path: string, body: unknown): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  const posted = { method: "POST", headers, body: JSON.stringify(body) };
  try {
    return await fetch(path, body === undefined ? {} : posted);
  } catch (cause) {
    throw new Error("The server does not answer.", { cause });
  }
}
