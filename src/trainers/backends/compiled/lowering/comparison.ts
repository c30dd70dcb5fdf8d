import { ELEMENT_TYPES } from "../graph/onnx-format.js";
import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import { sameShape, type Value } from "../recording/value.js";
import { applied, binary, expectType, operator } from "./elementwise.js";

const ORDERED = { result: "bool" as const };
const LOGICAL = { types: ["bool" as const] };

/** Comparisons, logic, and what is chosen by them. */
export const comparison: Kernel[] = [
  binary("Equal", operator("Equal"), ORDERED),
  binary(
    "NotEqual",
    ({ graph }, a, b) => graph.node("Not", [graph.node("Equal", [a, b])]),
    ORDERED,
  ),
  binary("Greater", operator("Greater"), ORDERED),
  binary("GreaterEqual", operator("GreaterOrEqual"), ORDERED),
  binary("Less", operator("Less"), ORDERED),
  binary("LessEqual", operator("LessOrEqual"), ORDERED),
  binary("LogicalAnd", operator("And"), LOGICAL),
  binary("LogicalOr", operator("Or"), LOGICAL),
  defineKernel<{ x: Value }>({
    name: "LogicalNot",
    infer: ({ inputs: { x } }) => {
      expectType("LogicalNot", x, ["bool"]);
      return [x];
    },
    lower: ({ inputs: { x } }, lowering) => {
      const held = lowering.held(x);
      return [{ ...held, name: lowering.graph.node("Not", [held.name]) }];
    },
  }),
  defineKernel<{ condition: Value; t: Value; e: Value }>({
    name: "Select",
    infer: ({ inputs: { condition, t, e } }) => {
      if (!sameShape(condition.shape, t.shape) || !sameShape(t.shape, e.shape))
        throw new Unlowerable("Select of rows");
      return [{ shape: t.shape, dtype: t.dtype }];
    },
    lower: ({ inputs: { condition, t, e } }, lowering) => [
      applied(lowering, [condition, t, e], operator("Where")),
    ],
  }),
  defineKernel<{ x: Value }, { dtype: Value["dtype"] }>({
    name: "Cast",
    infer: ({ inputs: { x }, attrs: { dtype } }) => {
      if (!["float32", "int32", "bool"].includes(dtype)) throw new Unlowerable(`Cast to ${dtype}`);
      return [{ shape: x.shape, dtype }];
    },
    lower: ({ inputs: { x }, attrs: { dtype } }, lowering) => {
      const held = lowering.held(x);
      const to = { i: ELEMENT_TYPES[dtype] };
      return [{ ...held, name: lowering.graph.node("Cast", [held.name], { to }) }];
    },
  }),
];
