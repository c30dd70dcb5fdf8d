import { assertNever } from "../core/assert-never.js";
import type { BuiltinName } from "./builtins.js";
import type { Filter } from "./filter.js";

/** Does any condition of the filter ask for this field of every run? */
export function speaksOf(filter: Filter, name: BuiltinName): boolean {
  switch (filter.type) {
    case "and":
    case "or":
      return filter.parts.some((part) => speaksOf(part, name));
    case "not":
      return speaksOf(filter.part, name);
    case "missing":
    case "equal":
    case "compare":
    case "contains":
      return filter.field.kind === "builtin" && filter.field.name === name;
    default:
      return assertNever(filter);
  }
}
