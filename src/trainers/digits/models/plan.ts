import { messageOf } from "../../../core/errors.js";
import { CLASSES, IMAGE_SIDE } from "../description.js";
import { innerLayers, type Layer, type PlainLayer } from "./layer.js";
import type { WeightOptions } from "./layer-kinds.js";
import { describeShape, effectOf, type Shape, size } from "./shapes.js";

/** A layer with its place in the network. `name` is unique and the same for the same list of layers. */
export type PlannedLayer = { name: string; input: Shape; output: Shape; weights: number } & (
  | { layer: PlainLayer }
  /** `projection`: the shortcut needs a convolution of 1×1 with these strides, because its shape changes. */
  | { layer: "residual"; body: PlannedLayer[]; projection: { strides: [number, number] } | null }
  | { layer: "concat"; branches: PlannedLayer[][] }
);

/** The parameters of a run that reach into its network. */
export interface NetworkSettings {
  batch_norm: boolean;
  dropout: number;
}

/** A layer that does not fit where it stands; `path` leads to it in the list of layers. */
export class LayoutError extends Error {
  readonly path: (string | number)[];

  constructor(path: (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * The network that a list of layers means under these settings, from image to the ten logits: layers that are switched off are
 * gone, dropouts have their rates, shapes are known. The output layer is added, with a `flatten` where it needs one.
 * A bias before a batch normalisation is left out, unless something is said about it: the norm's own offset takes its place.
 * @throws LayoutError
 */
export function planNetwork(layers: Layer[], settings: NetworkSettings): PlannedLayer[] {
  const planner = new Planner(settings);
  const body = planner.plan(layers, IMAGE, []);
  const shape = outputOf(body, IMAGE);
  const flat = shape.length > 1 ? planner.plan([{ kind: "flatten" }], shape, []) : [];
  return [...body, ...flat, logits(size(shape))];
}

function logits(features: number): PlannedLayer {
  const layer: PlainLayer = { kind: "dense", units: CLASSES, activation: "linear", bias: true };
  return { name: "logits", layer, input: [features], ...effectOf(layer, [features]) };
}

/** Numbers that the network keeps, learned or not. */
export function countWeights(plan: PlannedLayer[]): number {
  return plan.reduce((sum, { weights }) => sum + weights, 0);
}

/** Values between the layers for one image: what training keeps in memory for the backward pass. */
export function countActivations(plan: PlannedLayer[]): number {
  return plan.reduce(
    (sum, planned) => sum + size(planned.output) + countActivations(innerPlans(planned).flat()),
    0,
  );
}

/** The plans within a planned layer. */
function innerPlans(planned: PlannedLayer): PlannedLayer[][] {
  if (planned.layer === "residual") return [planned.body];
  return planned.layer === "concat" ? planned.branches : [];
}

const IMAGE: Shape = [IMAGE_SIDE, IMAGE_SIDE, 1];

type Path = (string | number)[];

class Planner {
  readonly #settings: NetworkSettings;
  readonly #seen = new Map<string, number>();

  constructor(settings: NetworkSettings) {
    this.#settings = settings;
  }

  plan(layers: Layer[], input: Shape, path: Path): PlannedLayer[] {
    const active = layers
      .map((layer, i) => ({ layer, at: [...path, i] }))
      .filter(({ layer }) => this.#isOn(layer));
    const planned: PlannedLayer[] = [];
    for (const [i, { layer, at }] of active.entries()) {
      const before = outputOf(planned, input);
      if (layer.kind === "residual") planned.push(this.#residual(layer.layers, before, at));
      else if (layer.kind === "concat") planned.push(this.#concat(layer.branches, before, at));
      else planned.push(this.#plain(this.#settled(layer, active[i + 1]?.layer), before, at));
    }
    return planned;
  }

  #isOn(layer: Layer): boolean {
    if (layer.kind === "dropout" && this.#rate(layer) === 0) return false;
    if (layer.kind === "residual" && !layer.layers.some((inner) => this.#isOn(inner))) return false;
    if (
      layer.kind === "concat" &&
      !innerLayers(layer)
        .flat()
        .some((inner) => this.#isOn(inner))
    )
      return false;
    if (layer.when === undefined) return true;
    return (layer.when === "batch_norm") === this.#settings.batch_norm;
  }

  #rate(dropout: Extract<Layer, { kind: "dropout" }>): number {
    return dropout.rate ?? this.#settings.dropout;
  }

  #settled(layer: PlainLayer, next: Layer | undefined): PlainLayer {
    if (layer.kind === "dropout") return { ...layer, rate: this.#rate(layer) };
    const offsetFollows =
      next?.kind === "batch_norm" && "bias" in layer && layer.activation === "linear";
    return offsetFollows && !asksForBias(layer) ? { ...layer, bias: false } : layer;
  }

  #plain(layer: PlainLayer, input: Shape, at: Path): PlannedLayer {
    try {
      return { name: this.#name(layer.kind), layer, input, ...effectOf(layer, input) };
    } catch (error) {
      throw new LayoutError(at, messageOf(error));
    }
  }

  #residual(layers: Layer[], input: Shape, at: Path): PlannedLayer {
    const name = this.#name("residual");
    const body = this.plan(layers, input, [...at, "residual"]);
    const output = outputOf(body, input);
    if (output.length !== input.length)
      throw new LayoutError(
        at,
        `\`residual\` expected layers that keep an image an image, got ${describeShape(input)} → ${describeShape(output)}`,
      );
    const projection = projectionOf(input, output, at);
    const extra = projection
      ? (input.at(-1) ?? 0) * (output.at(-1) ?? 0) + (output.at(-1) ?? 0)
      : 0;
    return {
      name,
      layer: "residual",
      input,
      output,
      body,
      projection,
      weights: countWeights(body) + extra,
    };
  }

  #concat(lists: Layer[][], input: Shape, at: Path): PlannedLayer {
    const name = this.#name("concat");
    const branches = lists.map((list, i) => this.plan(list, input, [...at, "concat", i]));
    const outputs = branches.map((branch) => outputOf(branch, input));
    const channels = outputs.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0);
    const [first = input] = outputs;
    if (outputs.some((shape) => String(shape.slice(0, -1)) !== String(first.slice(0, -1))))
      throw new LayoutError(
        at,
        `\`concat\` expected branches that give images of one size, or flat features all, got ${outputs.map(describeShape).join(" and ")}`,
      );
    const output = [...first.slice(0, -1), channels] as unknown as Shape; // as long as `first`
    return {
      name,
      layer: "concat",
      input,
      output,
      branches,
      weights: countWeights(branches.flat()),
    };
  }

  #name(kind: string): string {
    const count = (this.#seen.get(kind) ?? 0) + 1;
    this.#seen.set(kind, count);
    return `${kind}_${count}`;
  }
}

function asksForBias({
  bias_initializer,
  bias_regularizer,
  bias_constraint,
}: WeightOptions): boolean {
  return Boolean(bias_initializer ?? bias_regularizer ?? bias_constraint);
}

function outputOf(planned: PlannedLayer[], input: Shape): Shape {
  return planned.at(-1)?.output ?? input;
}

/** How the shortcut around a residual's layers gets their shape; null where it has it already. */
function projectionOf(input: Shape, output: Shape, at: Path): { strides: [number, number] } | null {
  if (describeShape(input) === describeShape(output)) return null;
  if (input.length !== 3 || output.length !== 3) return { strides: [1, 1] }; // flat: a dense layer
  const strides: [number, number] = [
    Math.ceil(input[0] / output[0]),
    Math.ceil(input[1] / output[1]),
  ];
  const reached = [Math.ceil(input[0] / strides[0]), Math.ceil(input[1] / strides[1])];
  if (reached[0] === output[0] && reached[1] === output[1]) return { strides };
  throw new LayoutError(
    at,
    `\`residual\` expected layers that keep the image's size or divide it, got ${describeShape(input)} → ${describeShape(output)}: use \`padding: same\` inside`,
  );
}
