import { z } from "zod";
import type { JsonValue } from "../../../core/json.js";
import { choice, optionsOf, readable } from "../choice.js";
import { cnn } from "./cnn.js";
import { compact } from "./compact.js";
import { deotte } from "./deotte.js";
import { type Layer, layerList } from "./layer.js";
import { lenet } from "./lenet.js";
import { mlp } from "./mlp.js";
import { resnet } from "./resnet.js";

/** A new architecture is one file and one line here. */
export const architectures = { compact, cnn, lenet, mlp, resnet, deotte };
const architectureChoice = choice(optionsOf(architectures));

/** The parameter `model`: an architecture's name, `{type: name, …options}`, or `{layers: […]}`. */
export const modelSchema: z.ZodType<JsonValue> = z.unknown().transform((value, context) => {
  const parsed = hasLayers(value)
    ? written.safeParse(value)
    : architectureChoice.schema.safeParse(value);
  if (parsed.success) return hasLayers(value) ? (value as JsonValue) : (parsed.data as JsonValue);
  for (const issue of readable(parsed.error.issues, written)) context.addIssue(issue);
  return z.NEVER;
});

/** The layers of a network that `modelSchema` let through. */
export function layersOf(model: JsonValue): Layer[] {
  if (hasLayers(model)) return written.parse(model).layers;
  const { type, options } = architectureChoice.resolve(model);
  return layerList.parse(architectures[type].layers(options));
}

const written = z.strictObject({ layers: layerList });

function hasLayers(model: unknown): model is { layers: unknown } {
  return typeof model === "object" && model !== null && "layers" in model;
}
