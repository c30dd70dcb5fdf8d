import { letterOf } from "./letters.js";

/** `10` of two runs: `only A right`; `110` of three: `A, B right`; `00`: `all wrong, differently`. */
export function patternWords(pattern: string): string {
  const right = [...pattern].flatMap((each, i) => (each === "1" ? [letterOf(i)] : []));
  if (right.length === 0)
    return pattern.length === 2 ? "both wrong, differently" : "all wrong, differently";
  return right.length === 1 ? `only ${right[0]} right` : `${right.join(", ")} right`;
}
