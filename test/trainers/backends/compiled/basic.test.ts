/** Graphs of those operators alone that providers of GPUs have, executed by the CPU. */
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Backend } from "../../../../src/trainers/backends/backend.js";
import { kernels } from "../../../../src/trainers/backends/compiled/lowering/index.js";
import { prepareStep } from "../../../../src/trainers/backends/compiled/prepare.js";
import {
  COMPILED,
  type RecordingBackend,
} from "../../../../src/trainers/backends/compiled/recording/recording-backend.js";
import { requireOwnWork } from "../../../../src/trainers/backends/compiled/session/gpu-alone.js";
import { tryProvider } from "../../../../src/trainers/backends/compiled/session/gpu-trial.js";
import { ResidentVariables } from "../../../../src/trainers/backends/compiled/session/resident-variables.js";
import { loadRuntime } from "../../../../src/trainers/backends/compiled/session/runtime.js";
import {
  coarse,
  type DepthwiseCase,
  expectAgreement,
  expectSameBatchNorm,
  expectSameDepthwise,
  normal,
  seeds,
  upTo,
  useBothBackends,
  withGradients,
} from "./support.js";

const opened = useBothBackends();
let backends: { cpu: Backend; compiled: Backend };
let trial: Parameters<typeof tryProvider>[1];

beforeAll(async () => {
  const runtime = await loadRuntime();
  const backend = tf.findBackend(COMPILED) as RecordingBackend;
  trial = { runtime, backend, kernels };
  const options = {
    ...{ ...trial, blockSize: null, basic: true, threads: 1, provider: "cpu" as const },
    residents: new ResidentVariables(backend, runtime),
    fallback: async (_: unknown, reason: Error) => Promise.reject(reason),
    onSession: () => {},
  };
  const compiled = { ...opened.compiled, prepare: (step) => prepareStep(step, options) } as Backend;
  backends = { cpu: opened.cpu, compiled };
});

const side = fc.integer({ min: 4, max: 9 });
const windows = fc.record({
  seed: seeds,
  images: fc.tuple(fc.constant(2), side, side, upTo(4)),
  size: fc.tuple(upTo(4), upTo(4)),
  stride: upTo(3),
  pad: fc.constantFrom<"same" | "valid">("same", "valid"),
});

test("the gradient of a max pooling goes to the first of the largest, also at the border and where windows overlap", async () => {
  await fc.assert(
    fc.asyncProperty(
      windows,
      fc.constantFrom(normal, coarse),
      async ({ seed, images, size, stride, pad }, numbers) => {
        const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, pad);
        const { outShape } = tf.backend_util.computePool2DInfo(images, size, stride, 1, pad);
        await expectAgreement(backends, withGradients(pool, ["x"]), {
          x: numbers(seed, "x", images),
          dy: normal(seed, "dy", outShape),
        });
      },
    ),
    { numRuns: 60 },
  );
});

test("the gradients of a depthwise convolution agree, with any number of filters for a channel", async () => {
  await fc.assert(
    fc.asyncProperty(windows, upTo(3), async ({ seed, images, size, stride, pad }, multiplier) => {
      const filters: DepthwiseCase["filters"] = [...size, images[3], multiplier];
      await expectSameDepthwise(backends, { seed, images, filters, stride, pad });
    }),
    { numRuns: 60 },
  );
});

test("a batch normalised by its own statistics agrees, and its gradients, rows as well as images", async () => {
  const outer = fc.constantFrom([], [3, 5]);
  await fc.assert(
    fc.asyncProperty(seeds, outer, upTo(6), async (seed, sides, channels) => {
      await expectSameBatchNorm(backends, seed, [6, ...sides, channels]);
    }),
    { numRuns: 30 },
  );
});

test("the trial of a provider passes where its graphs are executed rightly", async () => {
  await expect(tryProvider("cpu", trial)).resolves.toBeUndefined();
});

test("the trial names the result that a provider gets wrong", async () => {
  const { runtime } = trial;
  const create = async (model: Uint8Array, { executionProviders, ...options }: Settings) => {
    const session = await runtime.InferenceSession.create(model, options);
    return executionProviders[0] === "webgpu" ? withWrongLoss(session) : session;
  };
  const lying = { ...runtime, InferenceSession: { create } } as unknown as typeof runtime;
  await expect(tryProvider("webgpu", { ...trial, runtime: lying })).rejects.toThrow(
    /^expected the results of a small step as on the CPU, got `loss` that differs by \d/,
  );
});

interface Settings {
  executionProviders: string[];
}

type Session = Awaited<ReturnType<typeof trial.runtime.InferenceSession.create>>;

/** onnxruntime writes to the tensors that it is given for its results. */
function withWrongLoss(session: Session) {
  const run = async (feeds: object, results: Record<string, { data: Float32Array }>) => {
    const copies = await session.run(feeds as never, results as never);
    for (const [name, { data }] of Object.entries(results)) if (name.endsWith("loss")) data[0] = 7;
    return copies;
  };
  return { run, release: () => session.release() } as unknown as Session;
}

test("a provider that leaves the work to the CPU is refused, as the CPU itself is here", async () => {
  await expect(requireOwnWork("cpu", trial.runtime)).rejects.toThrow("fallback to CPU EP");
});
