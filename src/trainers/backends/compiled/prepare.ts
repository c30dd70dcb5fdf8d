import * as tf from "@tensorflow/tfjs-core";
import type { NumberArrays, PreparedStep, Step } from "../backend.js";
import { Unlowerable } from "./kernel.js";
import {
  type CompiledStep,
  type LoweringOptions,
  lowerRecording,
} from "./lowering/lower-recording.js";
import { recordStep } from "./recording/record-step.js";
import { COMPILED, type RecordingBackend } from "./recording/recording-backend.js";
import type { Spec } from "./recording/value.js";
import { refusedGraph } from "./refused-graph.js";
import { createSession, type Session, type SessionOptions } from "./session/session.js";
import { fasterSession } from "./session/thread-trial.js";

export interface PrepareOptions extends Omit<SessionOptions, "rare">, LoweringOptions {
  backend: RecordingBackend;
  /** Executes a step that cannot be compiled, and says why not. */
  fallback(step: Step, reason: Unlowerable): Promise<PreparedStep>;
  /** Is told of every session, so that it can be released at the end. */
  onSession(session: Session): void;
}

/** Compiles the step once for every combination of input shapes that it is called with. */
export function prepareStep(step: Step, options: PrepareOptions): PreparedStep {
  const byShapes = new Map<string, Promise<PreparedStep>>();
  return async (inputs) => {
    const key = shapesOf(inputs);
    const rare = byShapes.size > 0; // the first shapes that a step meets are those of whole batches
    const prepared = byShapes.get(key) ?? compile(step, inputs, { ...options, rare });
    byShapes.set(key, prepared);
    return (await prepared)(inputs);
  };
}

async function compile(
  step: Step,
  inputs: NumberArrays,
  options: PrepareOptions & SessionOptions,
): Promise<PreparedStep> {
  if (tf.getBackend() !== COMPILED) await tf.setBackend(COMPILED);
  try {
    const recording = recordStep(step, specsOf(inputs), options);
    const session = await openSession(lowerRecording(recording, options), options).catch(
      refusedGraph,
    );
    options.onSession(session);
    return session.run;
  } catch (error) {
    if (error instanceof Unlowerable) return options.fallback(step, error);
    throw error;
  }
}

/** Several threads have to be faster than one. */
async function openSession(compiled: CompiledStep, options: SessionOptions): Promise<Session> {
  const session = await createSession(compiled, options);
  const { threads, rare, provider } = options;
  if (threads === 1 || rare || provider !== "cpu") return session;
  return fasterSession(await createSession(compiled, { ...options, threads: 1 }), session);
}

function specsOf(inputs: NumberArrays): Record<string, Spec> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [
      name,
      { shape, dtype: data instanceof Int32Array ? "int32" : "float32" },
    ]),
  );
}

function shapesOf(inputs: NumberArrays): string {
  return JSON.stringify(specsOf(inputs));
}
