import { slice_util } from "@tensorflow/tfjs-core";
import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import { sizeOf, type Value } from "../recording/value.js";
import { plain } from "./lowering.js";

type X = { x: Value };

/** Kernels that move numbers without computing. */
export const rearrangement: Kernel[] = [
  defineKernel<X, { shape: number[] }>({
    name: "Reshape",
    infer: ({ inputs: { x }, attrs: { shape } }) => [{ shape: resolved(x, shape), dtype: x.dtype }],
    lower: ({ inputs: { x }, attrs: { shape } }, lowering) => [
      lowering.reshaped(plain(lowering.plain(x), x.shape), resolved(x, shape)),
    ],
  }),
  defineKernel<X, { shape: number[] }>({
    name: "BroadcastTo",
    infer: ({ inputs: { x }, attrs: { shape } }) => [{ shape, dtype: x.dtype }],
    lower: ({ inputs: { x } }, lowering) => [lowering.held(x)],
  }),
  defineKernel<{ input: Value }, { dim: number }>({
    name: "ExpandDims",
    infer: ({ inputs: { input }, attrs: { dim } }) => [
      { shape: expandedShape(input.shape, dim), dtype: input.dtype },
    ],
    lower: ({ inputs: { input }, attrs: { dim } }, lowering) => {
      const shape = expandedShape(input.shape, dim);
      return [plain(lowering.reshape(lowering.plain(input), shape), shape)];
    },
  }),
  defineKernel<X, { perm: number[] }>({
    name: "Transpose",
    infer: ({ inputs: { x }, attrs: { perm } }) => [
      { shape: perm.map((axis) => x.shape[axis] ?? 1), dtype: x.dtype },
    ],
    lower: ({ inputs: { x }, attrs: { perm } }, lowering) => [
      plain(
        lowering.graph.node("Transpose", [lowering.plain(x)], { perm: { ints: perm } }),
        perm.map((axis) => x.shape[axis] ?? 1),
      ),
    ],
  }),
  defineKernel<X, { reps: number[] }>({
    name: "Tile",
    infer: ({ inputs: { x }, attrs: { reps } }) => [
      { shape: x.shape.map((side, axis) => side * (reps[axis] ?? 1)), dtype: x.dtype },
    ],
    lower: ({ inputs: { x }, attrs: { reps } }, lowering) => [
      plain(
        lowering.graph.node("Tile", [lowering.plain(x), lowering.graph.indices(reps)]),
        x.shape.map((side, axis) => side * (reps[axis] ?? 1)),
      ),
    ],
  }),
  defineKernel<X, { begin: number[]; size: number[] }>({
    name: "Slice",
    infer: ({ inputs: { x }, attrs: { begin, size } }) => [
      { shape: sliceOf(x, begin, size).shape, dtype: x.dtype },
    ],
    lower: ({ inputs: { x }, attrs: { begin, size } }, lowering) => {
      const { starts, shape } = sliceOf(x, begin, size);
      const ends = starts.map((start, axis) => start + (shape[axis] ?? 0));
      const { graph } = lowering;
      return [
        plain(
          graph.node("Slice", [lowering.plain(x), graph.indices(starts), graph.indices(ends)]),
          shape,
        ),
      ];
    },
  }),
  defineKernel<X, { dims: number[] }>({
    name: "Reverse",
    infer: ({ inputs: { x } }) => [x],
    lower: ({ inputs: { x }, attrs: { dims } }, lowering) => {
      const { graph } = lowering;
      const bounds = [
        dims.map(() => -1),
        dims.map(() => Number.MIN_SAFE_INTEGER),
        dims,
        dims.map(() => -1),
      ];
      return [
        plain(
          graph.node("Slice", [lowering.plain(x), ...bounds.map((each) => graph.indices(each))]),
          x.shape,
        ),
      ];
    },
  }),
  defineKernel<X, { paddings: [number, number][]; constantValue: number }>({
    name: "PadV2",
    infer: ({ inputs: { x }, attrs: { paddings } }) => [
      { shape: paddedShape(x.shape, paddings), dtype: x.dtype },
    ],
    lower: ({ inputs: { x }, attrs: { paddings, constantValue } }, lowering) => {
      const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
      // Without axes ORT makes zeros the padding of a MaxPool that follows, which then never sees them.
      const axes = lowering.graph.indices(paddings.map((_, axis) => axis));
      const name = lowering.graph.node("Pad", [
        lowering.plain(x),
        lowering.graph.indices(pads),
        lowering.scalar(constantValue, x.dtype),
        axes,
      ]);
      return [plain(name, paddedShape(x.shape, paddings))];
    },
  }),
  defineKernel<Record<string, Value>, { axis: number }>({
    name: "Concat",
    infer: ({ inputs, attrs }) => [
      {
        shape: joinedShape(Object.values(inputs), attrs.axis),
        dtype: typeOf(Object.values(inputs)),
      },
    ],
    lower: ({ inputs, attrs }, lowering) => {
      const parts = Object.values(inputs);
      const axis = positive(attrs.axis, parts[0]?.shape.length ?? 0);
      const names = parts.map((part) => lowering.plain(part));
      return [
        plain(
          lowering.graph.node("Concat", names, { axis: { i: axis } }),
          joinedShape(parts, axis),
        ),
      ];
    },
  }),
  defineKernel<Record<string, Value>, { axis: number }>({
    name: "Pack",
    infer: ({ inputs, attrs }) => [packed(Object.values(inputs), attrs.axis)],
    lower: ({ inputs, attrs }, lowering) => {
      const parts = Object.values(inputs);
      const { shape } = packed(parts, attrs.axis);
      const axis = positive(attrs.axis, shape.length);
      const one = shape.map((side, i) => (i === axis ? 1 : side));
      const names = parts.map((part) => lowering.reshape(lowering.plain(part), one));
      return [plain(lowering.graph.node("Concat", names, { axis: { i: axis } }), shape)];
    },
  }),
  defineKernel<X, { numOrSizeSplits: number | number[]; axis: number }>({
    name: "SplitV",
    givesList: true,
    infer: ({ inputs: { x }, attrs }) =>
      splitShapes(x, attrs).map((shape) => ({ shape, dtype: x.dtype })),
    lower: ({ inputs: { x }, attrs }, lowering) => {
      const axis = positive(attrs.axis, x.shape.length);
      const shapes = splitShapes(x, attrs);
      const sizes = lowering.graph.indices(shapes.map((shape) => shape[axis] ?? 0));
      const names = lowering.graph.nodes(
        "Split",
        [lowering.plain(x), sizes],
        { axis: { i: axis } },
        shapes.length,
      );
      return shapes.map((shape, i) => plain(names[i] as string, shape));
    },
  }),
  defineKernel<{ value: Value }, { axis: number }>({
    name: "Unpack",
    givesList: true,
    infer: ({ inputs: { value }, attrs }) => {
      const axis = positive(attrs.axis, value.shape.length);
      const shape = value.shape.filter((_, i) => i !== axis);
      return Array.from({ length: value.shape[axis] ?? 0 }, () => ({ shape, dtype: value.dtype }));
    },
    lower: ({ inputs: { value }, attrs }, lowering) => {
      const axis = positive(attrs.axis, value.shape.length);
      const shape = value.shape.filter((_, i) => i !== axis);
      const source = lowering.plain(value);
      return Array.from({ length: value.shape[axis] ?? 0 }, (_, i) =>
        plain(
          lowering.graph.node("Gather", [source, lowering.graph.ints([i], [])], {
            axis: { i: axis },
          }),
          shape,
        ),
      );
    },
  }),
];

/** One side may be given as −1: what is left. */
function resolved(x: Value, shape: number[]): number[] {
  const known = sizeOf(shape.filter((side) => side !== -1));
  const result = shape.map((side) => (side === -1 ? sizeOf(x.shape) / known : side));
  if (sizeOf(result) !== sizeOf(x.shape))
    throw new Unlowerable(`Reshape of ${x.shape} to ${shape}`);
  return result;
}

function expandedShape(shape: number[], dim: number): number[] {
  const at = dim < 0 ? shape.length + dim + 1 : dim;
  return [...shape.slice(0, at), 1, ...shape.slice(at)];
}

function sliceOf({ shape: whole, dtype }: Value, begin: number[], size: number[]) {
  const tensor = { dataId: {}, shape: whole, dtype }; // only its shape is read
  const [starts = [], shape = []] = slice_util.parseSliceParams(tensor, begin, size);
  return { starts, shape };
}

function paddedShape(shape: number[], paddings: [number, number][]): number[] {
  return shape.map((side, axis) => {
    const [before, after] = paddings[axis] ?? [0, 0];
    return before + side + after;
  });
}

function joinedShape(parts: Value[], along: number): number[] {
  const [first] = parts;
  if (!first) throw new Unlowerable("Concat of nothing");
  const axis = positive(along, first.shape.length);
  return first.shape.map((side, i) =>
    i === axis ? parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0) : side,
  );
}

function packed(parts: Value[], along: number) {
  const [first] = parts;
  if (!first) throw new Unlowerable("Pack of nothing");
  const shape = [...first.shape];
  shape.splice(positive(along, shape.length + 1), 0, parts.length);
  return { shape, dtype: first.dtype };
}

function splitShapes(
  x: Value,
  { numOrSizeSplits, axis: along }: { numOrSizeSplits: number | number[]; axis: number },
) {
  const axis = positive(along, x.shape.length);
  const side = x.shape[axis] ?? 0;
  const sizes = Array.isArray(numOrSizeSplits)
    ? numOrSizeSplits
    : Array<number>(numOrSizeSplits).fill(side / numOrSizeSplits);
  const rest = side - sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return sizes.map((size) =>
    x.shape.map((old, i) => (i === axis ? (size < 0 ? rest : size) : old)),
  );
}

function positive(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function typeOf(values: Value[]): Value["dtype"] {
  return values[0]?.dtype ?? "float32";
}
