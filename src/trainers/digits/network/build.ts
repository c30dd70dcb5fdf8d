import { div, type Tensor } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { assertNever } from "../../../core/assert-never.js";
import type { Tensors } from "../../backends/backend.js";
import { IMAGE_SIDE } from "../description.js";
import type { PlainLayer } from "../models/layer.js";
import type { PlannedLayer } from "../models/plan.js";
import { channels, describeShape } from "../models/shapes.js";
import type { DropoutSite, LayerSummary, Network } from "./network.js";
import { rectifierFollows } from "./rectifier.js";
import { kernelInitializer, tfLayers } from "./tf-layers.js";
import { regularizerOf, type TfRegularizer } from "./weight-rules.js";
import { weightOf } from "./weights.js";

/** Makes the layers of a plan and joins them to a training and an inference graph. Weights derive from the seed alone. */
export function buildNetwork(plan: PlannedLayer[], seed: number): Network {
  const pieces = makePieces(plan, seed);
  const inference = inferenceModel(pieces); // first, so that its nodes are the layers' first in the saved topology
  const sites = dropoutSites(pieces);
  const { model: training, activities } = trainingModel(pieces, sites);
  return {
    dropouts: sites,
    weights: inference.weights.map(weightOf),
    layers: inference.layers.map(summarise),
    train: (images, masks) => {
      const inputs = trainingInputs(images, masks, sites);
      const [logits, ...answers] = listOf(training.apply(inputs, { training: true }));
      const ofActivities = answers.map((answer, i) => activityPenalty(activities[i], answer));
      return {
        logits: logits as Tensor,
        penalties: [...weightPenalties(inference), ...ofActivities],
      };
    },
    infer: (images) => listOf(inference.apply(images, { training: false }))[0] as Tensor,
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
  /** `activity` penalises what the last layer answers. */
  | { kind: "chain"; layers: TfLayer[]; activity: TfRegularizer | null }
  | { kind: "dropout"; site: DropoutSite; multiply: TfLayer }
  | { kind: "residual"; body: Piece[]; shortcut: TfLayer[]; add: TfLayer }
  | { kind: "concat"; branches: Piece[][]; concatenate: TfLayer };

function makePieces(plan: PlannedLayer[], seed: number): Piece[] {
  return plan.map((planned, i): Piece => {
    const rectified = rectifierFollows(plan.slice(i));
    const identity = { name: planned.name, seed, rectified };
    if (planned.layer === "residual") return residualPiece(planned, seed);
    if (planned.layer === "concat") return concatPiece(planned, seed);
    const { layer, input } = planned;
    if (layer.kind === "dropout") return dropoutPiece(layer, planned);
    const activity =
      "activity_regularizer" in layer && layer.activity_regularizer
        ? regularizerOf(layer.activity_regularizer)
        : null;
    return { kind: "chain", layers: tfLayers(layer, input, identity), activity };
  });
}

function dropoutPiece(
  { rate = 0, spatial }: Extract<PlainLayer, { kind: "dropout" }>,
  { name, output }: PlannedLayer,
): Piece {
  const shape = spatial ? [1, 1, channels(output)] : output;
  return { kind: "dropout", site: { name, rate, shape }, multiply: tfl.layers.multiply({ name }) };
}

function concatPiece(planned: Extract<PlannedLayer, { layer: "concat" }>, seed: number): Piece {
  const branches = planned.branches.map((branch) => makePieces(branch, seed));
  return { kind: "concat", branches, concatenate: tfl.layers.concatenate({ name: planned.name }) };
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
  const use: Use = { masks: null, activities: [] };
  return tfl.model({
    name: "digits",
    inputs: images,
    outputs: join(softmax, connect(pieces, images, use)),
  });
}

/** Its outputs are the logits and then what the regularizers `activities` penalise. */
function trainingModel(pieces: Piece[], sites: DropoutSite[]) {
  const images = tfl.input({ shape: [IMAGE_SIDE, IMAGE_SIDE, 1], name: "training_images" });
  const masks = new Map(
    sites.map(({ name, shape }) => [name, tfl.input({ shape: [...shape], name: `${name}_mask` })]),
  );
  const use: Use = { masks, activities: [] };
  const logits = connect(pieces, images, use);
  const model = tfl.model({
    name: "digits_training",
    inputs: [images, ...masks.values()],
    outputs: [logits, ...use.activities.map(({ answer }) => answer)],
  });
  return { model, activities: use.activities.map(({ regularizer }) => regularizer) };
}

/** One way through the pieces: with masks for dropouts or past them, and what is to be penalised on the way. */
interface Use {
  masks: ReadonlyMap<string, tfl.SymbolicTensor> | null;
  activities: { regularizer: TfRegularizer; answer: tfl.SymbolicTensor }[];
}

/** Threads `x` through the pieces. */
function connect(pieces: Piece[], input: tfl.SymbolicTensor, use: Use): tfl.SymbolicTensor {
  return pieces.reduce((x, piece) => connectPiece(piece, x, use), input);
}

function connectPiece(piece: Piece, x: tfl.SymbolicTensor, use: Use): tfl.SymbolicTensor {
  switch (piece.kind) {
    case "chain": {
      const answer = piece.layers.reduce((input, layer) => join(layer, input), x);
      if (piece.activity) use.activities.push({ regularizer: piece.activity, answer });
      return answer;
    }
    case "dropout": {
      const mask = use.masks?.get(piece.site.name);
      return mask ? join(piece.multiply, [x, mask]) : x;
    }
    case "residual": {
      const shortcut = piece.shortcut.reduce((input, layer) => join(layer, input), x);
      return join(piece.add, [shortcut, connect(piece.body, x, use)]);
    }
    case "concat":
      return join(
        piece.concatenate,
        piece.branches.map((branch) => connect(branch, x, use)),
      );
    default:
      return assertNever(piece);
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
    if (piece.kind === "concat") return piece.branches.flatMap(dropoutSites);
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

/** A graph of one output applied to tensors gives a tensor, one of several a list of them. */
function listOf(output: unknown): Tensor[] {
  return (Array.isArray(output) ? output : [output]) as Tensor[];
}

function weightPenalties({ layers }: tfl.LayersModel): Tensor[] {
  return layers.flatMap((layer) => layer.calculateLosses());
}

/** The mean over the batch, as in Keras. */
function activityPenalty(regularizer: TfRegularizer | undefined, answer: Tensor): Tensor {
  if (!regularizer) throw new Error("expected a regularizer for each answer");
  return div(regularizer.apply(answer), answer.shape[0] ?? 1);
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
