import type { z } from "zod";
import type { LayerInput } from "./layer.js";

/** A named network: nothing but a list of layers that a user could have written, made from a few options. */
export interface Architecture {
  options: z.ZodObject;
  /** `options` is what the schema accepts. */
  layers(options: unknown): LayerInput[];
}

/** An architecture whose `layers` is given its own parsed options. */
export function architecture<Options extends z.ZodObject>(described: {
  options: Options;
  layers(options: z.output<Options>): LayerInput[];
}): Architecture {
  const { options, layers } = described;
  return { options, layers: (given) => layers(options.parse(given)) };
}

type ConvOptions = { kernel?: number; strides?: number; padding?: "same" | "valid" };

/** Convolution, batch normalisation where the parameter `batch_norm` is on, ReLU. */
export function convUnit(filters: number, options: ConvOptions = {}): LayerInput[] {
  return [
    { conv: { filters: Math.round(filters), ...options } },
    { batch_norm: {}, when: "batch_norm" },
    { activation: "relu" },
  ];
}

/** The same for a dense layer. */
export function denseUnit(units: number): LayerInput[] {
  return [
    { dense: Math.round(units) },
    { batch_norm: {}, when: "batch_norm" },
    { activation: "relu" },
  ];
}
