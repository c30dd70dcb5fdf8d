import type { PlainLayer } from "./layer.js";

/** What flows between layers, without the batch: [height, width, channels] or, flattened, [features]. */
export type Shape = readonly [number, number, number] | readonly [number];

export interface Effect {
  output: Shape;
  /** Numbers that the layer keeps, learned or not. */
  weights: number;
}

/** What a layer makes of its input. @throws Error that says what the layer expected and what it got. */
export function effectOf(layer: PlainLayer, input: Shape): Effect {
  switch (layer.kind) {
    case "conv": {
      const [h, w, c] = image(layer.kind, input);
      const bias = layer.bias ? layer.filters : 0;
      const weights = area(layer.kernel) * c * layer.filters + bias;
      return {
        output: [...slide([h, w], layer.kernel, layer.strides, layer.padding), layer.filters],
        weights,
      };
    }
    case "separable_conv": {
      const [h, w, c] = image(layer.kind, input);
      const bias = layer.bias ? layer.filters : 0;
      const weights = area(layer.kernel) * c + c * layer.filters + bias;
      return {
        output: [...slide([h, w], layer.kernel, layer.strides, layer.padding), layer.filters],
        weights,
      };
    }
    case "depthwise_conv": {
      const [h, w, c] = image(layer.kind, input);
      const channels = c * layer.multiplier;
      const weights = area(layer.kernel) * channels + (layer.bias ? channels : 0);
      return {
        output: [...slide([h, w], layer.kernel, layer.strides, layer.padding), channels],
        weights,
      };
    }
    case "max_pool":
    case "avg_pool": {
      const [h, w, c] = image(layer.kind, input);
      const strides = layer.strides ?? layer.size;
      return { output: [...slide([h, w], layer.size, strides, layer.padding), c], weights: 0 };
    }
    case "dense": {
      const features = flat(layer.kind, input);
      return {
        output: [layer.units],
        weights: features * layer.units + (layer.bias ? layer.units : 0),
      };
    }
    case "global_max_pool":
    case "global_avg_pool":
      return { output: [image(layer.kind, input)[2]], weights: 0 };
    case "zero_padding": {
      const [h, w, c] = image(layer.kind, input);
      return { output: [h + 2 * layer.size[0], w + 2 * layer.size[1], c], weights: 0 };
    }
    case "flatten":
      return { output: [size(input)], weights: 0 };
    case "batch_norm":
      return { output: input, weights: 4 * channels(input) };
    case "layer_norm":
      return { output: input, weights: 2 * channels(input) };
    case "prelu":
      return { output: input, weights: channels(input) };
    case "dropout":
      if (layer.spatial) image("dropout: {spatial: true}", input);
      return { output: input, weights: 0 };
    case "activation":
      return { output: input, weights: 0 };
  }
}

/** Number of values of a shape. */
export function size(shape: Shape): number {
  return shape.reduce((product, side) => product * side, 1);
}

export function channels(shape: Shape): number {
  return shape[shape.length - 1] ?? 0;
}

/** `28×28×1`, for people. */
export function describeShape(shape: readonly number[]): string {
  return shape.join("×");
}

function image(kind: string, shape: Shape): readonly [number, number, number] {
  if (shape.length === 3) return shape;
  throw new Error(
    `\`${kind}\` expected an image, got ${shape[0]} flat features: put it before \`flatten\``,
  );
}

function flat(kind: string, shape: Shape): number {
  if (shape.length === 1) return shape[0];
  throw new Error(
    `\`${kind}\` expected flat features, got an image of ${describeShape(shape)}: put \`flatten\` or \`global_avg_pool\` before it`,
  );
}

type Pair = readonly [number, number];

/** Height and width after a window has slid over an image. */
function slide(
  from: Pair,
  window: Pair,
  strides: Pair,
  padding: "same" | "valid",
): [number, number] {
  if (padding === "valid" && (window[0] > from[0] || window[1] > from[1]))
    throw new Error(
      `expected a window no larger than the image, got ${describeShape(window)} on ${describeShape(from)}`,
    );
  const along = (axis: 0 | 1) =>
    Math.ceil((padding === "same" ? from[axis] : from[axis] - window[axis] + 1) / strides[axis]);
  return [along(0), along(1)];
}

function area([height, width]: Pair): number {
  return height * width;
}
