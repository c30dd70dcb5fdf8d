import { plural } from "../../../format.js";

export interface ActionBarProps {
  /** How many runs are ticked. */
  count: number;
  actions: readonly Action[];
  onClear(): void;
}

export interface Action {
  label: string;
  /** Its key on the keyboard, for the title. */
  key?: string;
  run(): void;
  /** Why it cannot be done now; null where it can. */
  obstacle?: string | null;
}

/** What can be done with the ticked runs; above the page, so that nothing moves when it comes. */
export function ActionBar({ count, actions, onClear }: ActionBarProps) {
  if (count === 0) return null;
  return (
    <div class="action-bar" role="toolbar" aria-label="Ticked runs">
      <strong>{plural(count, "run")}</strong>
      {actions.map(({ label, key, run, obstacle = null }) => (
        <button
          key={label}
          type="button"
          class="button"
          title={obstacle ?? (key ? `${label} (${key})` : label)}
          disabled={obstacle !== null}
          onClick={run}
        >
          {label}
        </button>
      ))}
      <button type="button" class="button is-quiet" aria-label="Untick all runs" onClick={onClear}>
        ×
      </button>
    </div>
  );
}
