import type { Backend, NumberArrays } from "../../../../src/trainers/backends/backend.js";
import { buildNetwork } from "../../../../src/trainers/digits/network/build.js";
import { createCheckpointer } from "../../../../src/trainers/digits/network/checkpoint.js";
import { dropoutMasks } from "../../../../src/trainers/digits/network/dropout-masks.js";
import { inferenceStep } from "../../../../src/trainers/digits/network/inference-step.js";
import { createOptimizer } from "../../../../src/trainers/digits/optimizers/index.js";
import { resolveParameters } from "../../../../src/trainers/digits/parameters.js";
import {
  createTrainingStep,
  stepScalars,
} from "../../../../src/trainers/digits/training/training-step.js";
import { batchOf } from "../../digits/support.js";
import { expectClose } from "./support.js";

export const BATCH = 4;

/** The parameters of a run, and how far to train. */
export interface Options extends Record<string, unknown> {
  model: unknown;
  batch?: number;
  steps?: number;
  rate?: number;
}

/** What some steps at a small rate report, what the network then answers, and its weights. */
export async function train(backend: Backend, options: Options) {
  const { network, infer, step, checkpointer, dispose } = setUp(backend, options);
  const outputs: NumberArrays[] = [];
  for (let n = 1; n <= (options.steps ?? 3); n++) outputs.push(await step(n));
  const { images } = batchOf(options.batch ?? BATCH);
  const answers = await infer({ images });
  const weights = await checkpointer.take();
  dispose();
  network.dispose();
  return { outputs, answers, weights };
}

export type Trained = Awaited<ReturnType<typeof train>>;

/** A network and the steps that move it, on the first digits. */
export function setUp(
  backend: Backend,
  { batch = BATCH, steps: _, rate = 0.01, ...given }: Options,
) {
  const parameters = resolveParameters({
    ...{ optimizer: "sgd", gradient_clip: 1, weight_decay: 0.01 },
    ...given,
  } as Parameters<typeof resolveParameters>[0]);
  const network = buildNetwork(parameters.network, 1);
  const optimizer = createOptimizer(parameters.optimizer);
  const { step, dispose } = createTrainingStep(network, optimizer, parameters);
  const run = backend.prepare(step);
  const { weightDecay } = parameters;
  const digits = batchOf(batch);
  return {
    network,
    dispose,
    infer: backend.prepare(inferenceStep(network)),
    checkpointer: createCheckpointer(backend, network),
    step: (n: number) => {
      const scalars = stepScalars(optimizer, { rate, step: n, weightDecay });
      const inputs = Object.entries(scalars).map(
        ([name, value]) => [name, { data: Float32Array.of(value), shape: [] }] as const,
      );
      const masks = dropoutMasks(network.dropouts, { batch, seed: 1, step: n });
      return run({ ...digits, ...masks, ...Object.fromEntries(inputs) });
    },
  };
}

export function expectEqual(got: Trained, expected: Trained, tolerance: number): void {
  const parts = (trained: Trained) => [...trained.outputs, trained.answers, trained.weights];
  parts(got).forEach((arrays, i) => {
    const reference = parts(expected)[i] ?? {};
    if (Object.keys(arrays).join() !== Object.keys(reference).join())
      throw new Error(`expected ${Object.keys(reference)}, got ${Object.keys(arrays)}`);
    for (const [name, { data }] of Object.entries(arrays))
      expectClose(data, reference[name]?.data ?? [], tolerance, name);
  });
}
