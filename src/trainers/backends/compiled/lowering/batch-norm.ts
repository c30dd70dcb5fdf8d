import { defineKernel, type Kernel } from "../kernel.js";
import { BATCH_NORM_TRAINING, BATCH_NORM_TRAINING_GRAD } from "../recording/batch-moments.js";
import { sizeOf, type Value } from "../recording/value.js";
import { applied, broadcastShape, expectType } from "./elementwise.js";
import { channelsFirst, type Lowered, type Lowering, plain } from "./lowering.js";

/** Batch normalisation (Ioffe & Szegedy 2015): y = (x − mean) / √(variance + ε) · scale + offset, by channel, the last axis. */
export const batchNorm: Kernel[] = [
  defineKernel<
    { x: Value; mean: Value; variance: Value; scale?: Value | null; offset?: Value | null },
    { varianceEpsilon: number }
  >({
    name: "FusedBatchNorm",
    infer: ({ inputs: { x } }) => {
      expectType("FusedBatchNorm", x, ["float32"]);
      return [x];
    },
    lower: ({ inputs, attrs }, lowering) => [normalised(lowering, inputs, attrs.varianceEpsilon)],
  }),
  /** Outputs: y, and the batch's mean and variance by channel. */
  defineKernel<{ x: Value; scale: Value; offset: Value }, { epsilon: number }>({
    name: BATCH_NORM_TRAINING,
    infer: ({ inputs: { x, scale } }) => [x, scale, scale],
    lower: ({ inputs: { x, scale, offset }, attrs }, lowering) => {
      const { graph } = lowering;
      const channels = scale.shape;
      const data = isImage(x) ? lowering.channelsFirst(x) : asRows(lowering, x, x);
      if (lowering.basic) return normalisedInSteps(lowering, { x, scale, offset }, attrs.epsilon);
      // ONNX wants running statistics, which a momentum of 0 ignores. ORT writes the batch's own over them: they must not be
      // shared, neither with each other nor with another layer.
      const running = [0, 1].map(() => graph.scratch(sizeOf(channels)));
      const [y = "", mean = "", variance = ""] = graph.nodes(
        "BatchNormalization",
        [data, lowering.plain(scale), lowering.plain(offset), ...running],
        { epsilon: { f: attrs.epsilon }, momentum: { f: 0 }, training_mode: { i: 1 } },
        3,
      );
      return [like(lowering, x, y), plain(mean, channels), plain(variance, channels)];
    },
  }),
  /** Outputs: the gradients of x, scale and offset. */
  defineKernel<
    { dy: Value; x: Value; mean: Value; variance: Value; scale: Value },
    { epsilon: number }
  >({
    name: BATCH_NORM_TRAINING_GRAD,
    givesList: true,
    infer: ({ inputs: { x, scale } }) => [x, scale, scale],
    lower: ({ inputs, attrs }, lowering) => gradients(lowering, inputs, attrs.epsilon),
  }),
];

/** As BATCH_NORM_TRAINING, by operators that every provider has. */
function normalisedInSteps(
  lowering: Lowering,
  { x, scale, offset }: Record<"x" | "scale" | "offset", Value>,
  epsilon: number,
): Lowered[] {
  const { graph } = lowering;
  const image = isImage(x);
  const data = image ? lowering.channelsFirst(x) : asRows(lowering, x, x);
  const channels = sizeOf(scale.shape);
  const mean = (name: string) =>
    graph.node("ReduceMean", [name, graph.indices(image ? [0, 2, 3] : [0])], {
      keepdims: { i: 1 },
    });
  const vector = (value: Value) =>
    lowering.reshape(lowering.plain(value), image ? [1, channels, 1, 1] : [1, channels]);
  const average = mean(data);
  const centred = graph.node("Sub", [data, average]);
  const variance = mean(graph.node("Mul", [centred, centred]));
  const sigma = graph.node("Sqrt", [graph.node("Add", [variance, lowering.scalar(epsilon)])]);
  const scaled = graph.node("Mul", [centred, graph.node("Div", [vector(scale), sigma])]);
  const y = graph.node("Add", [scaled, vector(offset)]);
  const statistics = [average, variance].map((name) =>
    plain(lowering.reshape(name, scale.shape), scale.shape),
  );
  return [like(lowering, x, y), ...statistics];
}

type NormInputs = Record<"x" | "mean" | "variance", Value> & {
  scale?: Value | null;
  offset?: Value | null;
};

/** By given statistics, which may have any shape that broadcasts. */
function normalised(lowering: Lowering, inputs: NormInputs, epsilon: number): Lowered {
  const { x, mean, variance, scale, offset } = inputs;
  if (scale && offset && isImage(x) && [mean, variance].every(({ shape }) => shape.length === 1)) {
    const vectors = [scale, offset, mean, variance].map((value) => lowering.plain(value));
    const name = lowering.graph.node(
      "BatchNormalization",
      [lowering.channelsFirst(x), ...vectors],
      {
        epsilon: { f: epsilon },
      },
    );
    return channelsFirst(name, x.shape);
  }
  const values = [x, mean, variance, ...(scale ? [scale] : []), ...(offset ? [offset] : [])];
  broadcastShape(values);
  return applied(lowering, values, ({ graph }, data = "", average = "", spread = "", ...rest) => {
    const root = graph.node("Sqrt", [graph.node("Add", [spread, lowering.scalar(epsilon)])]);
    const factor = scale
      ? graph.node("Div", [rest[0] as string, root])
      : graph.node("Reciprocal", [root]);
    const centred = graph.node("Sub", [data, average]);
    const scaled = graph.node("Mul", [centred, factor]);
    return offset ? graph.node("Add", [scaled, rest.at(-1) as string]) : scaled;
  });
}

type GradInputs = Record<"dy" | "x" | "mean" | "variance" | "scale", Value>;

/**
 * With x̂ = (x − mean) / σ and m rows: doffset = Σ dy, dscale = Σ dy · x̂, and
 * dx = scale / σ · (dy − doffset / m − x̂ · dscale / m), which is a · dy + b · x + c by channel.
 */
function gradients(lowering: Lowering, inputs: GradInputs, epsilon: number): Lowered[] {
  const { graph } = lowering;
  const { x, scale } = inputs;
  const image = isImage(x);
  const channels = sizeOf(scale.shape);
  const rows = sizeOf(x.shape) / channels;
  const data = image ? lowering.channelsFirst(x) : asRows(lowering, x, x);
  const dy = image ? lowering.channelsFirst(inputs.dy) : asRows(lowering, inputs.dy, x);
  const sum = (name: string) =>
    graph.node("ReduceSum", [name, graph.indices(image ? [0, 2, 3] : [0])], { keepdims: { i: 1 } });
  const vector = (value: Value) =>
    lowering.reshape(lowering.plain(value), image ? [1, channels, 1, 1] : [1, channels]);
  const op =
    (opType: string) =>
    (...operands: string[]) =>
      graph.node(opType, operands);
  const flat = (name: string) => lowering.reshape(name, scale.shape);
  const [add, sub, mul, div] = [op("Add"), op("Sub"), op("Mul"), op("Div")];

  const mean = vector(inputs.mean);
  const sigma = op("Sqrt")(add(vector(inputs.variance), lowering.scalar(epsilon)));
  const offsetGradient = sum(dy);
  const scaleGradient = div(sub(sum(mul(dy, data)), mul(mean, offsetGradient)), sigma);
  const count = lowering.scalar(rows);
  const a = div(vector(scale), sigma);
  const b = op("Neg")(div(mul(a, scaleGradient), mul(sigma, count)));
  const c = op("Neg")(add(div(mul(a, offsetGradient), count), mul(b, mean)));
  const dx = add(mul(a, dy), affine(lowering, data, flat(b), flat(c), channels));
  const vectors = [scaleGradient, offsetGradient].map((name) => plain(flat(name), scale.shape));
  return [like(lowering, x, dx), ...vectors];
}

/** factor · x + offset by channel in one pass: batch normalisation with mean 0 and variance 1. */
function affine(lowering: Lowering, x: string, factor: string, offset: string, channels: number) {
  const standard = standardStatistics(lowering, channels);
  return lowering.graph.node("BatchNormalization", [x, factor, offset, ...standard], {
    epsilon: { f: 0 },
  });
}

/** Mean 0 and variance 1. */
function standardStatistics({ graph }: Lowering, channels: number): string[] {
  return [0, 1].map((number) => graph.floats(Array(channels).fill(number), [channels]));
}

/** Statistics over more than one place: then the channels-first order is worth its while. */
function isImage({ shape }: Value): boolean {
  return shape.length === 4 && !(shape[0] === 1 && shape[1] === 1);
}

function asRows(lowering: Lowering, value: Value, { shape }: Value): string {
  const channels = shape.at(-1) ?? 1;
  return lowering.reshape(lowering.plain(value), [sizeOf(shape) / channels, channels]);
}

function like(lowering: Lowering, x: Value, name: string): Lowered {
  if (isImage(x)) return channelsFirst(name, x.shape);
  return plain(lowering.reshape(name, x.shape), x.shape);
}
