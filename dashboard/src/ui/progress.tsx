import type { RunRow } from "../../../src/api/runs.js";
import { doneShare } from "../done-share.js";

/** How far a run is. */
export function Progress({ row }: { row: RunRow }) {
  const share = doneShare(row);
  return (
    <span
      class={row.state === "finished" ? "progress is-finished" : "progress"}
      title={describe(row)}
    >
      <progress max={1} value={share ?? 0} aria-label={`progress of ${row.name}`} />
      <span class="progress-text">{share === null ? "" : `${Math.floor(share * 100)} %`}</span>
    </span>
  );
}

function describe({ state, progress }: RunRow): string {
  if (!progress) return state;
  const { done, total, unit, status } = progress;
  return [status, `${done} of ${total} ${unit}s`].filter((part) => part !== "").join(" · ");
}
