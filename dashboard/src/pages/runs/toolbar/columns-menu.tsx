import { useState } from "preact/hooks";
import { Popover } from "../../../ui/popover.js";
import { moved } from "../table/moved.js";
import type { TableColumn } from "../table/table-column.js";

export interface ColumnsMenuProps {
  all: readonly TableColumn[];
  /** Fields shown, in order. */
  shown: readonly string[];
  /** Null: back to our choice. */
  onChange(fields: string[] | null): void;
}

const GROUPS = [
  { group: "run", title: "Run" },
  { group: "metrics", title: "Metrics" },
  { group: "parameters", title: "Parameters" },
] as const;

/** Which columns are shown, and in which order. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { length } = props.shown;
  return (
    <Popover label={`Columns ${length}`} name={`Columns: ${length} shown; choose`}>
      {() => <Chooser {...props} />}
    </Popover>
  );
}

function Chooser({ all, shown, onChange }: ColumnsMenuProps) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = all.filter(({ title }) => title.toLowerCase().includes(wanted));
  const toggle = (field: string) =>
    onChange(shown.includes(field) ? shown.filter((each) => each !== field) : [...shown, field]);
  return (
    <div class="chooser">
      <input
        type="search"
        class="input"
        aria-label="Search columns"
        placeholder="Search columns"
        value={search}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <div class="chooser-list">
        {wanted === "" && <ShownColumns all={all} shown={shown} onChange={onChange} />}
        {GROUPS.map(({ group, title }) => (
          <ColumnChecks
            key={group}
            title={title}
            columns={found.filter((column) => column.group === group)}
            shown={shown}
            onToggle={toggle}
          />
        ))}
        {found.length === 0 && <p class="note">No column is called so.</p>}
      </div>
      <button type="button" class="button" onClick={() => onChange(null)}>
        Back to the standard columns
      </button>
    </div>
  );
}

interface ColumnChecksProps {
  title: string;
  columns: readonly TableColumn[];
  shown: readonly string[];
  onToggle(field: string): void;
}

function ColumnChecks({ title, columns, shown, onToggle }: ColumnChecksProps) {
  if (columns.length === 0) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      {columns.map((column) => (
        <label key={column.field} class="check">
          <input
            type="checkbox"
            checked={shown.includes(column.field)}
            onChange={() => onToggle(column.field)}
          />
          {column.title}
        </label>
      ))}
    </fieldset>
  );
}

/** What is shown, with buttons that move it. */
function ShownColumns({ all, shown, onChange }: ColumnsMenuProps) {
  return (
    <fieldset>
      <legend>Shown, from left to right</legend>
      {shown.map((field, i) => {
        const title = all.find((column) => column.field === field)?.title ?? field;
        return (
          <div key={field} class="shown-column">
            <span class="shown-column-title">{title}</span>
            <MoveButton
              text="↑"
              name={`move ${title} to the left`}
              isPossible={i > 0}
              onMove={() => onChange(moved(shown, field, i - 1))}
            />
            <MoveButton
              text="↓"
              name={`move ${title} to the right`}
              isPossible={i < shown.length - 1}
              onMove={() => onChange(moved(shown, field, i + 1))}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

interface MoveButtonProps {
  text: string;
  name: string;
  isPossible: boolean;
  onMove(): void;
}

function MoveButton({ text, name, isPossible, onMove }: MoveButtonProps) {
  return (
    <button
      type="button"
      class="button is-quiet"
      aria-label={name}
      disabled={!isPossible}
      onClick={onMove}
    >
      {text}
    </button>
  );
}
