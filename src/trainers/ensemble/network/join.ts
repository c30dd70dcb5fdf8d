import { z } from "zod";
import { CLASSES, IMAGE_SIDE } from "../../digits/description.js";
import type { View } from "./views.js";

/** A network as tfjs saves it. */
export interface SavedNetwork {
  topology: unknown;
  weights: { name: string; shape: number[] }[];
  /** The weights one after the other, float32. */
  data: Uint8Array;
}

export interface JoinRequest {
  /** Weights together 1. */
  members: readonly { network: SavedNetwork; weight: number }[];
  views: readonly View[];
}

/**
 * One network, images [n, 28, 28, 1] → probabilities [n, 10], that answers as the weighted mean of its members does, each over these
 * views: convolutions that move the picture; every member under names of its own, applied once to each view; their answers side by side; and a
 * dense layer that adds them up. What these two kinds of layers have as weights, nothing has learned. All of it is layers that tfjs has.
 * @throws ZodError for a topology that is no saved network of one input and one output.
 */
export function joinNetworks({ members, views }: JoinRequest): SavedNetwork {
  const shown = viewLayers(views);
  const joined = members.map(({ network }, i) => rename(network, `m${i + 1}_`, shown.outputs));
  const answers = joined.flatMap(({ output }) => views.map((_, view) => reference(output, view)));
  const kernel = mixingKernel(members, views.length);
  const mixing = mixingLayers(answers);
  return {
    topology: {
      class_name: "Model",
      keras_version: "tfjs-layers",
      backend: "tensor_flow.js",
      config: {
        name: "ensemble",
        layers: [INPUT_LAYER, ...shown.layers, ...joined.flatMap((each) => each.layers), ...mixing],
        input_layers: [[INPUT, 0, 0]],
        output_layers: [[OUTPUT, 0, 0]],
      },
    },
    weights: [
      ...shown.weights,
      ...joined.flatMap(({ weights }) => weights),
      { name: `${OUTPUT}/kernel`, shape: [answers.length * CLASSES, CLASSES] },
    ],
    data: Buffer.concat([
      ...shown.data,
      ...members.map(({ network }) => network.data),
      bytesOf(kernel),
    ]),
  };
}

const INPUT = "images";
const OUTPUT = "probabilities";

/** Where a layer's input comes from: a layer, which of its applications, and which of its outputs. */
type Reference = [layer: string, node: number, tensor: number, options: object];

const reference = (layer: string, node = 0): Reference => [layer, node, 0, {}];

interface LayerJson {
  name: string;
  class_name: string;
  config: Record<string, unknown>;
  /** One list of inputs for each time that the layer is applied. */
  inbound_nodes: Reference[][];
}

const INPUT_LAYER: LayerJson = layer(INPUT, "InputLayer", [], {
  batch_input_shape: [null, IMAGE_SIDE, IMAGE_SIDE, 1],
  dtype: "float32",
  sparse: false,
});

function layer(
  name: string,
  className: string,
  inputs: Reference[][],
  config: Record<string, unknown>,
): LayerJson {
  return { name, class_name: className, config: { ...config, name }, inbound_nodes: inputs };
}

/** Where each view is to be had: the picture as it is, or moved by a convolution that takes over one pixel of its window. */
function viewLayers(views: readonly View[]) {
  const moved = views
    .map((view, i) => ({ view, name: isStill(view) ? INPUT : `view_${i + 1}` }))
    .map(({ view, name }) => ({ name, view, side: 2 * marginOf(view) + 1 }));
  const convolutions = moved.filter(({ name }) => name !== INPUT);
  return {
    outputs: moved.map(({ name }) => name),
    layers: convolutions.map(({ name, side }) => movingLayer(name, side)),
    weights: convolutions.map(({ name, side }) => ({
      name: `${name}/kernel`,
      shape: [side, side, 1, 1],
    })),
    data: convolutions.map(({ view }) => bytesOf(movingKernel(view))),
  };
}

function isStill(view: View): boolean {
  return marginOf(view) === 0;
}

function marginOf({ dy, dx }: View): number {
  return Math.max(Math.abs(dy), Math.abs(dx));
}

function movingLayer(name: string, side: number): LayerJson {
  return layer(name, "Conv2D", [[reference(INPUT)]], {
    filters: 1,
    kernel_size: [side, side],
    strides: [1, 1],
    padding: "same",
    data_format: "channels_last",
    dilation_rate: [1, 1],
    use_bias: false,
    activation: "linear",
    kernel_initializer: { class_name: "Zeros", config: {} },
  });
}

/** Zeros, and a one where the pixel is that comes to the middle. */
function movingKernel(view: View): Float32Array {
  const margin = marginOf(view);
  const side = 2 * margin + 1;
  const kernel = new Float32Array(side * side);
  kernel[(margin - view.dy) * side + margin - view.dx] = 1;
  return kernel;
}

/** A member with `prefix` before all its names, applied to each of these layers in the place of its input. */
function rename({ topology, weights }: SavedNetwork, prefix: string, inputs: readonly string[]) {
  const { layers, input_layers, output_layers } = savedTopology.parse(topology).config;
  const [[input], [output]] = [input_layers[0], output_layers[0]];
  const others = layers.filter(({ name }) => name !== input);
  return {
    output: prefix + output,
    weights: weights.map(({ name, shape }) => ({ name: prefix + name, shape })),
    layers: others.map(({ name, class_name, config, inbound_nodes: [from] }) =>
      layer(
        prefix + name,
        class_name,
        inputs.map((view, i) =>
          from.map(([source]) =>
            source === input ? reference(view) : reference(prefix + source, i),
          ),
        ),
        config,
      ),
    ),
  };
}

const endpoint = z.tuple([z.tuple([z.string(), z.literal(0), z.literal(0)])]);

/** What is saved of a digits network: every layer is applied once and has one output. */
const savedTopology = z.object({
  config: z.object({
    layers: z.array(
      z.object({
        name: z.string(),
        class_name: z.string(),
        config: z.record(z.string(), z.unknown()),
        inbound_nodes: z
          .array(z.array(z.tuple([z.string(), z.literal(0), z.literal(0)], z.unknown())))
          .max(1)
          .transform(([from = []]) => [from] as const),
      }),
    ),
    input_layers: endpoint,
    output_layers: endpoint,
  }),
});

/** All answers side by side, [n, answers · 10], and their weighted sum. */
function mixingLayers(answers: Reference[]): LayerJson[] {
  const [first] = answers;
  const isOne = answers.length === 1 && first !== undefined; // tfjs joins two or more
  const source = isOne ? first : reference("answers");
  const mix = layer(OUTPUT, "Dense", [[source]], {
    units: CLASSES,
    use_bias: false,
    activation: "linear",
    kernel_initializer: { class_name: "Zeros", config: {} },
  });
  return isOne ? [mix] : [layer("answers", "Concatenate", [answers], { axis: -1 }), mix];
}

/** [answers · 10, 10]: for each answer, in the order of members and then views, its weight times the identity. */
function mixingKernel(members: JoinRequest["members"], views: number): Float32Array {
  const kernel = new Float32Array(members.length * views * CLASSES * CLASSES);
  members.forEach(({ weight }, member) => {
    for (let row = 0; row < views * CLASSES; row++) {
      const at = (member * views * CLASSES + row) * CLASSES + (row % CLASSES);
      kernel[at] = weight / views;
    }
  });
  return kernel;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
