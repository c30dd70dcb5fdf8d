import type { RunRow } from "../../../src/api/runs.js";

/** Shapes as well as colours, for those who do not tell the colours apart. */
const SYMBOLS: Record<RunRow["state"], string> = {
  queued: "○",
  running: "◐",
  finished: "●",
  failed: "✕",
  cancelled: "–",
};

/** A run's state in one word. */
export function StateChip({ state }: { state: RunRow["state"] }) {
  return (
    <span class={`chip is-${state}`}>
      <span class="chip-symbol" aria-hidden="true">
        {SYMBOLS[state]}
      </span>
      {state}
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
