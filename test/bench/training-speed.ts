/**
 * Prints how many images a second each available backend trains on, with two networks, as wall time and as CPU time of the
 * process (which other programs on the machine disturb less). Each figure is the median of the rounds, with the slowest and the
 * fastest; the backends take turns, so that a disturbance meets all of them.
 *
 *   npx esbuild test/bench/training-speed.ts --bundle --format=esm --platform=node --packages=external --log-level=error \
 *     | node --input-type=module - [backend…]
 */
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { PreparedStep, Step } from "../../src/trainers/backends/backend.js";
import { backends } from "../../src/trainers/backends/index.js";

const ROUNDS = 7;
const ROUND_MS = 2000; // a few steps of the slowest backend that one would use
const BATCH = 64;
const DROPOUT = 0.2;

type Layers = () => tfl.layers.Layer[];

/** conv – batch normalisation – ReLU. */
function unit(
  filters: number,
  options: { size?: number; strides?: number; padding?: "valid" } = {},
) {
  const { size = 3, strides = 1, padding = "same" } = options;
  return [
    tfl.layers.conv2d({ filters, kernelSize: size, strides, padding }),
    tfl.layers.batchNormalization({}),
    tfl.layers.activation({ activation: "relu" }),
  ];
}

const networks: Record<string, Layers> = {
  "reference, 871,000 parameters": () => [
    ...[...unit(32), ...unit(32), tfl.layers.maxPooling2d({ poolSize: 2 })],
    ...[...unit(64), ...unit(64), tfl.layers.maxPooling2d({ poolSize: 2 })],
    ...[tfl.layers.flatten(), tfl.layers.dense({ units: 256, activation: "relu" })],
  ],
  "compact, 57,000 parameters": () => [
    ...[...unit(16, { size: 5, strides: 2 }), ...unit(32, { padding: "valid" })],
    ...[...unit(48, { strides: 2 }), ...unit(64, { padding: "valid" })],
    tfl.layers.flatten(),
  ],
};

/** One step of Adam on a batch of random images; the dropout's mask is an input, as a recorded step needs it. */
function createStep(layers: tfl.layers.Layer[]): { step: Step; features: number } {
  const input = tfl.input({ shape: [28, 28, 1] });
  const apply = (x: tfl.SymbolicTensor, layer: tfl.layers.Layer) => layer.apply(x);
  const body = tfl.model({ inputs: input, outputs: layers.reduce(apply as never, input) });
  const head = tfl.layers.dense({ units: 10 });
  const features = body.outputs[0]?.shape[1] ?? 0;
  head.build([null, features]);
  const weights = [...body.trainableWeights, ...head.trainableWeights];
  const variables = weights.map((weight) => weight.read() as tf.Variable);
  const optimizer = tf.train.adam(0.001);
  const step: Step = ({ images, targets, mask }) => {
    const loss = () => {
      const seen = body.apply(images as tf.Tensor, { training: true }) as tf.Tensor;
      const logits = head.apply(tf.mul(seen, mask as tf.Tensor)) as tf.Tensor;
      return tf.losses.softmaxCrossEntropy(targets as tf.Tensor, logits) as tf.Scalar;
    };
    return { loss: optimizer.minimize(loss, true, variables) as tf.Scalar };
  };
  return { step, features };
}

function createBatch(features: number) {
  const random = (size: number, value: () => number) => Float32Array.from({ length: size }, value);
  const targets = new Float32Array(BATCH * 10).map((_, i) => (i % 11 === 0 ? 1 : 0));
  const keep = () => (Math.random() < DROPOUT ? 0 : 1 / (1 - DROPOUT));
  return {
    images: { data: random(BATCH * 784, Math.random), shape: [BATCH, 28, 28, 1] },
    targets: { data: targets, shape: [BATCH, 10] },
    mask: { data: random(BATCH * features, keep), shape: [BATCH, features] },
  };
}

interface Rates {
  wall: number[];
  cpu: number[];
}

async function measureRound(
  run: PreparedStep,
  batch: ReturnType<typeof createBatch>,
  rates: Rates,
) {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  let images = 0;
  while (performance.now() - start < ROUND_MS) {
    await run(batch);
    images += BATCH;
  }
  const { user, system } = process.cpuUsage(cpuStart);
  rates.wall.push((images / (performance.now() - start)) * 1e3);
  rates.cpu.push((images / (user + system)) * 1e6);
}

async function usableBackends(asked: string[]): Promise<string[]> {
  const types = asked.length > 0 ? asked : backends.types.filter((type) => type !== "cpu"); // some 2 images a second
  const usable: string[] = [];
  for (const type of types) {
    const reason = await backends.get(type).unavailable();
    if (reason === null) usable.push(type);
    else console.log(`${type}: ${reason}`);
  }
  return usable;
}

function summary(rates: number[]): string {
  const sorted = [...rates].sort((a, b) => a - b).map(Math.round);
  return `${sorted[sorted.length >> 1]} (${sorted[0]}–${sorted.at(-1)})`;
}

const types = await usableBackends(process.argv.slice(2));
for (const [name, layers] of Object.entries(networks)) {
  console.log(
    `\n${name}, batch ${BATCH}: images per second, median of ${ROUNDS} rounds (slowest–fastest)`,
  );
  const entries = [];
  for (const type of types) {
    const backend = await backends.get(type).create({ threads: 1 });
    const { step, features } = createStep(layers());
    const entry = {
      backend,
      run: backend.prepare(step),
      batch: createBatch(features),
      rates: { wall: [], cpu: [] },
    };
    await entry.run(entry.batch); // compiles
    entries.push(entry);
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const { run, batch, rates } of entries) await measureRound(run, batch, rates);
  for (const { backend, rates } of entries)
    console.log(
      `${backend.description}: ${summary(rates.wall)}; per CPU second ${summary(rates.cpu)}`,
    );
}
