import { expect, test } from "vitest";
import { runChild } from "./child.js";

test("there is one tfjs-core in a process: layers, backends and our own code share it", async () => {
  const { stdout } = await runChild(`
    import { createRequire } from "node:module";
    import * as tf from "@tensorflow/tfjs-core";
    import * as tfl from "@tensorflow/tfjs-layers";
    await backends.get("wasm").create({ threads: 1 });
    const weight = tfl.layers.dense({ units: 1, inputShape: [1] });
    weight.build([null, 1]);
    const cores = Object.keys(createRequire(import.meta.url).cache).filter((file) => /tfjs-core.dist.[^/]*$/.test(file));
    console.log(cores.length, weight.getWeights()[0] instanceof tf.Tensor, tf.getBackend());
  `);
  expect(stdout.trim()).toBe("1 true wasm");
});

test("neither backend prints anything of its own", async () => {
  const { stdout, stderr } = await runChild(`
    import * as tf from "@tensorflow/tfjs-core";
    for (const type of ["cpu", "wasm", "compiled"]) {
      const descriptor = backends.get(type);
      if ((await descriptor.unavailable()) !== null) continue;
      const backend = await descriptor.create({ threads: 1 });
      await backend.prepare(() => ({ y: tf.conv2d(tf.ones([1, 4, 4, 2]), tf.ones([3, 3, 2, 2]), 1, "same") }))({});
    }
    await backends.get("tensorflow").unavailable();
  `);
  expect(stdout + stderr).toBe("");
});
