import type { ColumnList } from "../../../../../src/api/columns.js";
import { Popover } from "../../../ui/popover.js";
import { fieldTitle } from "../field-title.js";

export interface GroupMenuProps {
  columns: ColumnList;
  groupBy: readonly string[];
  onChange(fields: string[]): void;
}

const RUN_FIELDS = [
  { field: "variant", title: "configuration: everything but seed and fold" },
  { field: "state", title: "state" },
  { field: "backend", title: "backend" },
];

/** What runs are grouped by. */
export function GroupMenu({ columns, groupBy, onChange }: GroupMenuProps) {
  const toggle = (field: string) => {
    const others = groupBy.filter((each) => each !== field);
    onChange(others.length < groupBy.length ? others : [...groupBy, field]);
  };
  const parameters = [...columns.parameters]
    .sort((a, b) => Number(b.varies) - Number(a.varies))
    .map(({ field, name }) => ({ field, title: name }));
  const label = groupBy.length === 0 ? "Group" : `Group: ${groupBy.map(fieldTitle).join(", ")}`;
  return (
    <Popover label={label} name={`${label}; choose`}>
      {() => (
        <div class="chooser">
          <div class="chooser-list">
            <fieldset>
              <legend>Group runs by</legend>
              {[...RUN_FIELDS, ...parameters].map(({ field, title }) => (
                <label key={field} class="check">
                  <input
                    type="checkbox"
                    checked={groupBy.includes(field)}
                    onChange={() => toggle(field)}
                  />
                  {title}
                </label>
              ))}
            </fieldset>
          </div>
          <button
            type="button"
            class="button"
            disabled={groupBy.length === 0}
            onClick={() => onChange([])}
          >
            No groups
          </button>
        </div>
      )}
    </Popover>
  );
}
