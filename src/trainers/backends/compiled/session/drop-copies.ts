/**
 * onnxruntime-node writes an output into the tensor that it is given, and then hands out a copy of it as well, in a buffer of its own. For
 * a step those are all of a network's weights and of its optimizer's moments: megabytes, which the garbage collector notices late.
 */
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { RuntimeTensor } from "./resident-variables.js";

/** Gives back the memory of `copies` that are not the tensors given, at once; nobody may read them any more. */
export function dropCopies(
  copies: Readonly<Record<string, RuntimeTensor>>,
  given: Readonly<Record<string, RuntimeTensor>>,
): void {
  const buffers = Object.entries(copies)
    .filter(([name]) => given[name])
    .filter(([name, copy]) => copy.location === "cpu" && bufferOf(copy) !== bufferOf(given[name]))
    .map(([, copy]) => bufferOf(copy) as ArrayBuffer);
  closedPort().postMessage(null, buffers);
}

function bufferOf(tensor: RuntimeTensor | undefined): ArrayBufferLike | undefined {
  return (tensor?.data as Float32Array | undefined)?.buffer;
}

let port: MessagePort | undefined;

/** What is transferred to it belongs to nobody: it is freed with the message. */
function closedPort(): MessagePort {
  if (port) return port;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.unref();
  port = port1;
  return port;
}
