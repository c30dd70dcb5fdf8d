import type { RunRow } from "../../../src/api/runs.js";
import { plainMessage } from "../format.js";
import { LOST, UNATTENDED } from "./lost.js";

/** Shapes as well as colours, for those who do not tell the colours apart. */
const SYMBOLS: Record<RunRow["state"], string> = {
  queued: "○",
  running: "◐",
  finished: "●",
  failed: "✕",
  cancelled: "–",
};

type ChipRun = Pick<RunRow, "state" | "lost" | "unattended" | "pausedAt">;

/** A run's state in one word; a running one that nothing works on is lost, one that stands still is paused. */
export function StateChip({ run }: { run: ChipRun }) {
  const [word, symbol] = wordOf(run);
  const title = run.lost ? LOST : run.unattended ? UNATTENDED : "";
  return (
    <span class={`chip is-${word}`} title={title === "" ? undefined : plainMessage(title)}>
      <span class="chip-symbol" aria-hidden="true">
        {symbol}
      </span>
      {word}
    </span>
  );
}

function wordOf({ state, lost, pausedAt }: Pick<RunRow, "state" | "lost" | "pausedAt">) {
  if (lost) return ["lost", "?"] as const;
  return pausedAt === null ? ([state, SYMBOLS[state]] as const) : (["paused", "‖"] as const);
}

export function ChampionBadge() {
  return (
    <span class="badge" title="The run that “sweep submit champion” uses">
      champion
    </span>
  );
}
