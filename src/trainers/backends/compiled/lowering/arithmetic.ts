import { defineKernel, type Kernel } from "../kernel.js";
import type { Value } from "../recording/value.js";
import {
  applied,
  binary,
  broadcastShape,
  expectType,
  operator,
  unary,
  unaryOperator,
} from "./elementwise.js";

const FLOAT = { types: ["float32" as const] };

/** Functions of single numbers, and of two or more that are broadcast. */
export const arithmetic: Kernel[] = [
  unaryOperator("Abs"),
  unaryOperator("Neg"),
  unaryOperator("Exp"),
  unaryOperator("Log"),
  unaryOperator("Sqrt"),
  unary("Rsqrt", ({ graph }, x) => graph.node("Reciprocal", [graph.node("Sqrt", [x])])),
  unaryOperator("Reciprocal"),
  unary("Square", ({ graph }, x) => graph.node("Mul", [x, x])),
  unaryOperator("Sign"),
  unaryOperator("Floor"),
  unaryOperator("Ceil"),
  unaryOperator("Round"), // halves to even, as tfjs
  unaryOperator("Sin"),
  unaryOperator("Cos"),
  unaryOperator("Erf"),
  unary<{ clipValueMin: number; clipValueMax: number }>(
    "ClipByValue",
    (lowering, x, { clipValueMin, clipValueMax }) =>
      lowering.graph.node("Clip", [
        x,
        lowering.scalar(clipValueMin),
        lowering.scalar(clipValueMax),
      ]),
  ),
  binary("Add", operator("Add")),
  binary("Sub", operator("Sub")),
  binary("Multiply", operator("Mul")),
  binary("RealDiv", operator("Div"), FLOAT),
  binary("Pow", operator("Pow"), FLOAT),
  binary("Maximum", operator("Max")),
  binary("Minimum", operator("Min")),
  binary("SquaredDifference", ({ graph }, a, b) => {
    const difference = graph.node("Sub", [a, b]);
    return graph.node("Mul", [difference, difference]);
  }),
  defineKernel<Record<string, Value>>({
    name: "AddN",
    infer: ({ inputs }) => {
      const terms = Object.values(inputs);
      for (const term of terms) expectType("AddN", term, ["float32", "int32"]);
      return [{ shape: broadcastShape(terms), dtype: terms[0]?.dtype ?? "float32" }];
    },
    lower: ({ inputs }, lowering) => [
      applied(lowering, Object.values(inputs), ({ graph }, ...terms) =>
        terms.reduce((sum, term) => graph.node("Add", [sum, term])),
      ),
    ],
  }),
];
