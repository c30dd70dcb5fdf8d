import { messageOf } from "../../../core/errors.js";
import { Unlowerable } from "./kernel.js";

/** For a session that could not be made: the graph was lowered, but onnxruntime does not take it. @throws Unlowerable */
export function refusedGraph(error: unknown): never {
  throw new Unlowerable(`the graph, which onnxruntime refuses (${messageOf(error)})`);
}
