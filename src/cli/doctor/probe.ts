/** A child process of `sweep doctor`, invariants in probe-protocol.ts: the libraries that it loads may end it at any time. */
import { setImmediate } from "node:timers/promises";
import { assertNever } from "../../core/assert-never.js";
import type { Device } from "../../core/device.js";
import { messageOf } from "../../core/errors.js";
import type { Backend, BackendDescriptor } from "../../trainers/backends/backend.js";
import { backends, chooseBackend } from "../../trainers/backends/index.js";
import { type ProbeAnswer, type ProbeRequest, probeRequest } from "./probe-protocol.js";

process.once("disconnect", () => process.exit()); // nobody waits for the answer any more
process.on("uncaughtException", (error) => send({ type: "failed", reason: messageOf(error) }));
const warnings: string[] = [];
process.on("warning", ({ name, message }) => {
  if (name === "Warning") warnings.push(message); // others are Node's own, about deprecations and experiments
});

send(
  await answer(probeRequest.parse(JSON.parse(process.argv[2] ?? "null"))).catch(
    (error): ProbeAnswer => ({ type: "failed", reason: messageOf(error) }),
  ),
);

async function answer(request: ProbeRequest): Promise<ProbeAnswer> {
  switch (request.type) {
    case "default":
      return { type: "default", backend: (await chooseBackend(null)).type };
    case "backend":
      return tryBackend(backends.get(request.backend), "cpu", request.measure);
    case "gpu":
      return tryBackend(await chooseBackend(null, "gpu"), "gpu", request.measure);
    default:
      return assertNever(request);
  }
}

async function tryBackend(
  descriptor: BackendDescriptor,
  device: Device,
  measure: boolean,
): Promise<ProbeAnswer> {
  const reason = await descriptor.unavailable(device);
  if (reason !== null) return { type: "unavailable", reason };
  const backend = await descriptor.create({ threads: 1, device });
  const speed = measure ? await measureSpeed(backend) : { imagesPerSecond: null, batchSize: null };
  await setImmediate(); // warnings are told after the code that gave them
  return { type: "works", description: backend.description, ...speed, warnings };
}

async function measureSpeed(backend: Backend) {
  const { measureTraining } = await import("./measure.js"); // loads the tensor library
  return measureTraining({ backend, now: () => performance.now() });
}

/** Ends the process when the answer is on its way. */
function send(message: ProbeAnswer): void {
  process.send?.(message, () => process.exit());
}
