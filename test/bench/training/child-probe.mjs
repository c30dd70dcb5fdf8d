/**
 * Loaded into a run's process by `child.mjs`: tells by a line of JSON, in the file that SWEEP_BENCH_PROBE names, when the process's first
 * training steps ended, and how much memory it then held.
 */
import { appendFileSync, readFileSync } from "node:fs";
import * as ort from "onnxruntime-node";

const REPORTED_STEPS = new Set([1, 60]);
let handedAt = Number.NaN;
process.once("message", () => {
  handedAt = performance.now();
});
const { InferenceSession } = ort;
const { create } = InferenceSession;
InferenceSession.create = async (...args) => {
  const start = performance.now();
  const session = await create.apply(InferenceSession, args);
  if (!Number.isNaN(handedAt)) report({ event: "session", from: since(start) });
  return session;
};
const { run } = InferenceSession.prototype;
let steps = 0;
InferenceSession.prototype.run = async function (feeds, ...rest) {
  const results = await run.call(this, feeds, ...rest);
  if (!Number.isNaN(handedAt) && "input_targets" in feeds && REPORTED_STEPS.has(++steps))
    report({ event: "step", steps });
  return results;
};

function since(time) {
  return Math.round(time - handedAt);
}

function report(what) {
  const status = readFileSync("/proc/self/status", "utf8");
  const megabytes = (key) => Math.round(Number(status.match(`${key}:\\s+(\\d+)`)?.[1]) / 1024);
  const memory = { resident: megabytes("VmRSS"), peak: megabytes("VmHWM") };
  const line = { ...what, at: since(performance.now()), ...memory };
  appendFileSync(process.env.SWEEP_BENCH_PROBE, `${JSON.stringify(line)}\n`);
}
