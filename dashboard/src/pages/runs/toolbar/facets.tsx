import type { ColumnList } from "../../../../../src/api/columns.js";
import { quoted } from "../filter/complete.js";
import { hasTerm, toggleTerm } from "../filter/facets.js";
import type { Archived } from "../runs-state.js";

export interface FacetsProps {
  where: string;
  columns: ColumnList;
  archived: Archived;
  onFilter(where: string): void;
  onArchived(archived: Archived): void;
}

/** All of them, always: nothing moves when a run passes from one to another. */
const STATES = ["running", "queued", "finished", "failed", "cancelled", "lost"];
const MOST_TAGS = 8; // the rest is reached by typing

/** Filters that take one click: states, tags, and whether archived runs are shown. */
export function Facets({ where, columns, archived, onFilter, onArchived }: FacetsProps) {
  const terms = [
    ...STATES.map((state) => ({ term: `state = ${state}`, text: state })),
    ...columns.tags
      .slice(0, MOST_TAGS)
      .map(({ name }) => ({ term: `tag:${quoted(name)}`, text: name })),
  ];
  return (
    <fieldset class="facets" aria-label="Quick filters">
      {terms.map(({ term, text }) => (
        <button
          key={term}
          type="button"
          class="facet"
          aria-pressed={hasTerm(where, term)}
          title={term}
          onClick={() => onFilter(toggleTerm(where, term))}
        >
          {text}
        </button>
      ))}
      <button
        type="button"
        class="facet"
        aria-pressed={archived !== "without"}
        title="Show archived runs, too"
        onClick={() => onArchived(archived === "without" ? "with" : "without")}
      >
        archived
      </button>
    </fieldset>
  );
}
