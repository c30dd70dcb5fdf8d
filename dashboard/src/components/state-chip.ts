import type { RunRow } from "../../../src/api/runs.js";
import { h } from "../dom.js";

/** Shapes as well as colours, for those who do not tell the colours apart. */
const SYMBOLS: Record<RunRow["state"], string> = {
  queued: "○",
  running: "◐",
  finished: "●",
  failed: "✕",
  cancelled: "–",
};

/** The run's state in one word. */
export function stateChip(state: RunRow["state"]): HTMLElement {
  const symbol = h("span", { class: "chip-symbol", "aria-hidden": "true" }, SYMBOLS[state]);
  return h("span", { class: `chip is-${state}` }, symbol, state);
}

export function championBadge(): HTMLElement {
  return h(
    "span",
    { class: "badge", title: "The run that `sweep submit champion` uses" },
    "champion",
  );
}
