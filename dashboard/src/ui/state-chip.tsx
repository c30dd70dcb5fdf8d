import type { RunRow } from "../../../src/api/runs.js";
import { LOST } from "./lost.js";

/** Shapes as well as colours, for those who do not tell the colours apart. */
const SYMBOLS: Record<RunRow["state"], string> = {
  queued: "○",
  running: "◐",
  finished: "●",
  failed: "✕",
  cancelled: "–",
};

/** A run's state in one word; a running one that nothing works on is lost. */
export function StateChip({ state, lost }: Pick<RunRow, "state" | "lost">) {
  const [word, symbol] = lost ? ["lost", "?"] : [state, SYMBOLS[state]];
  return (
    <span class={`chip is-${word}`} title={lost ? LOST : undefined}>
      <span class="chip-symbol" aria-hidden="true">
        {symbol}
      </span>
      {word}
    </span>
  );
}

export function ChampionBadge() {
  return (
    <span class="badge" title="The run that `sweep submit champion` uses">
      champion
    </span>
  );
}
