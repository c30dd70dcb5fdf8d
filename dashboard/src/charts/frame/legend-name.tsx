import type { EndedName } from "./distinct-ends.js";

/** A name that gives way from the middle: its end, which tells it from the others, keeps its room as long as it fits. */
export function LegendName({ start, end }: EndedName) {
  return (
    <>
      {start !== "" && <span class="name-start">{start}</span>}
      <span class="name-end">{end}</span>
    </>
  );
}
