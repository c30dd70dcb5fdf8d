import type { Tensor } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { Tensors } from "../../backends/backend.js";
import { IMAGE_SIDE } from "../description.js";
import type { PlannedLayer } from "../models/plan.js";
import { describeShape } from "../models/shapes.js";
import type { DropoutSite, LayerSummary, Network } from "./network.js";
import { rectifierFollows } from "./rectifier.js";
import { kernelInitializer, tfLayers } from "./tf-layers.js";
import { weightOf } from "./weights.js";

/** Makes the layers of a plan and joins them to a training and an inference graph. Weights derive from the seed alone. */
export function buildNetwork(plan: PlannedLayer[], seed: number): Network {
  const pieces = makePieces(plan, seed);
  const inference = inferenceModel(pieces); // first, so that its nodes are the layers' first in the saved topology
  const sites = dropoutSites(pieces);
  const training = trainingModel(pieces, sites);
  return {
    dropouts: sites,
    weights: inference.weights.map(weightOf),
    layers: inference.layers.map(summarise),
    train: (images, masks) =>
      single(training.apply(trainingInputs(images, masks, sites), { training: true })),
    infer: (images) => single(inference.apply(images, { training: false })),
    topology: () => inference.toJSON(null, false),
    dispose: () => {
      training.dispose();
      inference.dispose();
    },
  };
}

type TfLayer = tfl.layers.Layer;

/** The tfjs layers of one planned layer. */
type Piece =
  | { kind: "chain"; layers: TfLayer[] }
  | { kind: "dropout"; site: DropoutSite; multiply: TfLayer }
  | { kind: "residual"; body: Piece[]; shortcut: TfLayer[]; add: TfLayer };

function makePieces(plan: PlannedLayer[], seed: number): Piece[] {
  return plan.map((planned, i): Piece => {
    const rectified = rectifierFollows(plan.slice(i));
    const identity = { name: planned.name, seed, rectified };
    if (planned.layer === "residual") return residualPiece(planned, seed);
    if (planned.layer.kind !== "dropout")
      return { kind: "chain", layers: tfLayers(planned.layer, identity) };
    const site = { name: planned.name, rate: planned.layer.rate ?? 0, shape: planned.output };
    return { kind: "dropout", site, multiply: tfl.layers.multiply({ name: planned.name }) };
  });
}

type PlannedResidual = Extract<PlannedLayer, { layer: "residual" }>;

function residualPiece(planned: PlannedResidual, seed: number): Piece {
  return {
    kind: "residual",
    body: makePieces(planned.body, seed),
    shortcut: planned.projection ? [projection(planned, planned.projection.strides, seed)] : [],
    add: tfl.layers.add({ name: planned.name }),
  };
}

/** A linear layer that gives the shortcut the shape of the body's output. */
function projection(planned: PlannedResidual, strides: [number, number], seed: number): TfLayer {
  const name = `${planned.name}_shortcut`;
  const initializer = kernelInitializer({ name, seed, rectified: false });
  const channels = planned.output.at(-1) ?? 1;
  return planned.output.length === 1
    ? tfl.layers.dense({ name, units: channels, kernelInitializer: initializer })
    : tfl.layers.conv2d({
        name,
        filters: channels,
        kernelSize: 1,
        strides,
        padding: "same",
        kernelInitializer: initializer,
      });
}

function inferenceModel(pieces: Piece[]): tfl.LayersModel {
  const images = tfl.input({ shape: [IMAGE_SIDE, IMAGE_SIDE, 1], name: "images" });
  const softmax = tfl.layers.softmax({ name: "probabilities" });
  return tfl.model({
    name: "digits",
    inputs: images,
    outputs: join(softmax, connect(pieces, images, null)),
  });
}

function trainingModel(pieces: Piece[], sites: DropoutSite[]): tfl.LayersModel {
  const images = tfl.input({ shape: [IMAGE_SIDE, IMAGE_SIDE, 1], name: "training_images" });
  const masks = new Map(
    sites.map(({ name, shape }) => [name, tfl.input({ shape: [...shape], name: `${name}_mask` })]),
  );
  const inputs = [images, ...masks.values()];
  return tfl.model({ name: "digits_training", inputs, outputs: connect(pieces, images, masks) });
}

type Masks = ReadonlyMap<string, tfl.SymbolicTensor>;

/** Threads `x` through the pieces; without masks dropouts are passed by. */
function connect(
  pieces: Piece[],
  input: tfl.SymbolicTensor,
  masks: Masks | null,
): tfl.SymbolicTensor {
  let x = input;
  for (const piece of pieces) x = connectPiece(piece, x, masks);
  return x;
}

function connectPiece(
  piece: Piece,
  x: tfl.SymbolicTensor,
  masks: Masks | null,
): tfl.SymbolicTensor {
  switch (piece.kind) {
    case "chain":
      return piece.layers.reduce((input, layer) => join(layer, input), x);
    case "dropout": {
      const mask = masks?.get(piece.site.name);
      return mask ? join(piece.multiply, [x, mask]) : x;
    }
    case "residual": {
      const shortcut = piece.shortcut.reduce((input, layer) => join(layer, input), x);
      return join(piece.add, [shortcut, connect(piece.body, x, masks)]);
    }
  }
}

/** A layer applied to symbols gives a symbol. */
function join(
  layer: TfLayer,
  input: tfl.SymbolicTensor | tfl.SymbolicTensor[],
): tfl.SymbolicTensor {
  const output = layer.apply(input);
  if (output instanceof tfl.SymbolicTensor) return output;
  throw new Error(`${layer.name}: expected one symbolic output`);
}

function dropoutSites(pieces: Piece[]): DropoutSite[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === "residual") return dropoutSites(piece.body);
    return piece.kind === "dropout" ? [piece.site] : [];
  });
}

function trainingInputs(images: Tensor, masks: Tensors, sites: DropoutSite[]): Tensor | Tensor[] {
  if (sites.length === 0) return images;
  return [images, ...sites.map(({ name }) => masks[name] ?? missing(name))];
}

function missing(name: string): never {
  throw new Error(`${name}: expected its mask among the step's inputs`);
}

/** A graph of one output applied to tensors gives one tensor. */
function single(output: unknown): Tensor {
  return (Array.isArray(output) ? output[0] : output) as Tensor;
}

function summarise(layer: TfLayer): LayerSummary {
  const [, ...shape] = layer.outputShape as number[]; // one output each; the first entry is the batch
  return {
    name: layer.name,
    type: layer.getClassName(),
    output: describeShape(shape),
    parameters: layer.countParams(),
  };
}
