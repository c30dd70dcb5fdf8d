/**
 * Trains a network on one backend for as many seconds as each line of stdin says, and answers with images per second of wall
 * time and of CPU time. Arguments: the backend's name and the network as JSON.
 */
import { createInterface } from "node:readline";
import type { Backend, NumberArrays } from "../../../src/trainers/backends/backend.js";
import { compiled } from "../../../src/trainers/backends/compiled/compiled.js";
import { cpu } from "../../../src/trainers/backends/cpu.js";
import { tensorflow } from "../../../src/trainers/backends/tensorflow.js";
import { wasm } from "../../../src/trainers/backends/wasm/wasm.js";
import { lossChoice } from "../../../src/trainers/digits/losses/options.js";
import { layersOf } from "../../../src/trainers/digits/models/index.js";
import { planNetwork } from "../../../src/trainers/digits/models/plan.js";
import { buildNetwork } from "../../../src/trainers/digits/network/build.js";
import { createOptimizer } from "../../../src/trainers/digits/optimizers/index.js";
import { optimizerChoice } from "../../../src/trainers/digits/optimizers/options.js";
import { resolveParameters } from "../../../src/trainers/digits/parameters.js";
import { epochBatches } from "../../../src/trainers/digits/training/batches.js";
import {
  createTrainingStep,
  stepScalars,
} from "../../../src/trainers/digits/training/training-step.js";

const [type = "", network = "{}"] = process.argv.slice(2);
const { batch, layers } = JSON.parse(network);
const descriptor = [compiled, tensorflow, wasm, cpu].find((each) => each.type === type);
const reason = descriptor ? await descriptor.unavailable() : "no such backend";
if (!descriptor || reason !== null) {
  console.log(reason);
  process.exit();
}
const step = createStep(await descriptor.create({ threads: 1 }));
for (let warmUp = 0; warmUp < 3; warmUp++) await step();
console.log("ready");
for await (const seconds of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await measure(Number(seconds) * 1000)));

function createStep(backend: Backend): () => Promise<unknown> {
  const settings = { batch_norm: true, dropout: 0 };
  const net = buildNetwork(planNetwork(layersOf({ layers }), settings), 1);
  const optimizer = createOptimizer(optimizerChoice.resolve("adam"));
  const run = backend.prepare(
    createTrainingStep(net, optimizer, {
      loss: lossChoice.resolve("cross_entropy"),
      gradientClip: null,
    }).step,
  );
  const images = Float32Array.from({ length: batch * 784 }, Math.random);
  const targets = new Float32Array(batch * 10).map((_, i) => (i % 11 === 0 ? 1 : 0));
  const data: NumberArrays = {
    images: { data: images, shape: [batch, 28, 28, 1] },
    targets: { data: targets, shape: [batch, 10] },
  };
  let count = 0;
  return () => {
    count++;
    const scalars = Object.entries(
      stepScalars(optimizer, { rate: 1e-3, step: count, weightDecay: 0 }),
    );
    for (const [name, value] of scalars) data[name] = { data: Float32Array.of(value), shape: [] };
    return run(data);
  };
}

async function measure(milliseconds: number) {
  const start = performance.now();
  const before = process.cpuUsage();
  let images = 0;
  for (; performance.now() - start < milliseconds; images += batch) await step();
  const { user, system } = process.cpuUsage(before);
  const wall = (images / (performance.now() - start)) * 1e3;
  return { wall, cpu: (images / (user + system)) * 1e6, batches: batchesPerSecond() };
}

/** Images a second that are drawn, augmented and put into batches. */
function batchesPerSecond(): number {
  const rows = Int32Array.from({ length: 20 * batch }, (_, row) => row);
  const digits = { images: new Uint8Array(rows.length * 784), labels: new Uint8Array(rows.length) };
  const augment = resolveParameters({ augment: true }).augment;
  const start = performance.now();
  for (const _ of epochBatches(
    digits,
    rows,
    { size: batch, seed: 1, augment, labelSmoothing: 0 },
    1,
  ));
  return (rows.length / (performance.now() - start)) * 1e3;
}
