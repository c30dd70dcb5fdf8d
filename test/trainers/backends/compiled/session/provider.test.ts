import { expect, test } from "vitest";
import {
  findGpuProvider,
  type GpuProvider,
} from "../../../../../src/trainers/backends/compiled/session/provider.js";
import type { Runtime } from "../../../../../src/trainers/backends/compiled/session/runtime.js";

/** onnxruntime-node, built with these providers. */
function runtimeWith(...names: string[]): Runtime {
  const listSupportedBackends = () => ["cpu", ...names].map((name) => ({ name, bundled: true }));
  return { listSupportedBackends } as Runtime;
}

test("the fastest provider is taken that passes the trial", async () => {
  const tried: GpuProvider[] = [];
  const found = await findGpuProvider(runtimeWith("coreml", "webgpu", "dml"), async (provider) => {
    tried.push(provider);
    if (provider === "dml") throw new Error("no adapter");
  });
  expect(found).toEqual({ provider: "webgpu", reason: null });
  expect(tried).toEqual(["dml", "webgpu"]);
});

test("where none passes, each says why in one line, without the place in onnxruntime's source", async () => {
  const found = await findGpuProvider(runtimeWith("webgpu", "coreml"), async (provider) => {
    throw new Error(
      provider === "coreml"
        ? "two\n  lines"
        : "/onnxruntime_src/webgpu_context.cc:136 void onnxruntime::f(int)::<lambda()> status == wgpu::Success was false. Failed to get a WebGPU adapter: No supported adapters\n",
    );
  });
  expect(found).toEqual({
    provider: null,
    reason: "WebGPU: Failed to get a WebGPU adapter: No supported adapters; Core ML: two lines",
  });
});

test("a build without any such provider says so", async () => {
  const found = await findGpuProvider(runtimeWith("tensorrt"), async () => {});
  expect(found).toEqual({
    provider: null,
    reason: `onnxruntime-node has no provider for ${process.platform}-${process.arch}`,
  });
});
