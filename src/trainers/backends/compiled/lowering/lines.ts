import type { Lowering } from "./lowering.js";

/** Lines along an axis of a tensor, which operators copy: rows, columns. */
interface Lines {
  axis: number;
  from: number;
  count: number;
  stride: number;
}

/** Every `stride`th line along an axis, `count` of them. */
export function slide(
  { graph }: Lowering,
  tensor: string,
  { axis, from, count, stride }: Lines,
): string {
  const end = from + (count - 1) * stride + 1;
  const bounds = [[from], [end], [axis], [stride]].map((each) => graph.indices(each));
  return graph.node("Slice", [tensor, ...bounds]);
}

/** The first lines along each of these axes: axis → how many. */
export function firstLines(
  { graph }: Lowering,
  tensor: string,
  counts: ReadonlyMap<number, number>,
): string {
  const bounds = [[...counts].map(() => 0), [...counts.values()], [...counts.keys()]];
  return graph.node("Slice", [tensor, ...bounds.map((each) => graph.indices(each))]);
}

/** The lines along these axes, which are `lengths` long, in the opposite order. */
export function reversed(
  { graph }: Lowering,
  tensor: string,
  lengths: ReadonlyMap<number, number>,
): string {
  const axes = [...lengths.keys()];
  const beforeFirst = [...lengths.values()].map((length) => -length - 1);
  const bounds = [axes.map(() => -1), beforeFirst, axes, axes.map(() => -1)];
  return graph.node("Slice", [tensor, ...bounds.map((each) => graph.indices(each))]);
}

/** Zeros around a tensor: how many before each axis, then how many after each. */
export function pad({ graph }: Pick<Lowering, "graph">, tensor: string, zeros: number[]): string {
  return zeros.every((each) => each === 0)
    ? tensor
    : graph.node("Pad", [tensor, graph.indices(zeros)]);
}

export function concat({ graph }: Lowering, parts: string[], axis: number): string {
  return parts.length === 1
    ? (parts[0] as string)
    : graph.node("Concat", parts, { axis: { i: axis } });
}
