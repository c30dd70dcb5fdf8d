import type { Comparison } from "../../../../src/api/compare.js";
import { Swatch } from "../../ui/swatch.js";
import { letterOf } from "./letters.js";

export interface ComparedRunsProps {
  comparison: Comparison;
  onRemove(id: string): void;
}

/** Which runs are compared: each has a letter, which stands for it below. */
export function ComparedRuns({ comparison: { runs }, onRemove }: ComparedRunsProps) {
  return (
    <ul class="compared-runs" aria-label="Compared runs">
      {runs.map(({ id, name, state }, i) => (
        <li key={id}>
          <span class="run-letter">{letterOf(i)}</span>
          <Swatch index={i} />
          <a href={`/runs/${encodeURIComponent(id)}`}>{name || id}</a>
          <code class="run-id">{id}</code>
          <span class={`chip is-${state}`}>{state}</span>
          {runs.length > 2 && (
            <button
              type="button"
              class="button is-quiet"
              aria-label={`Leave ${letterOf(i)} out: ${name}`}
              onClick={() => onRemove(id)}
            >
              ×
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
