import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import type { ColumnList } from "../../../../../src/api/columns.js";
import type { JsonValue } from "../../../../../src/api/runs.js";
import { formatValue } from "../../../format.js";
import { Message } from "../../../ui/message.js";
import { rememberFilter } from "./filter-history.js";
import { useFilterInput } from "./use-filter-input.js";

export interface FilterBarProps {
  where: string;
  columns: ColumnList;
  /** What the server says is wrong with the filter; null: nothing. */
  problem: string | null;
  onFilter(where: string): void;
  input: RefObject<HTMLInputElement | null>;
}

/** The filter as text, with completion, history and what is wrong with it. */
export function FilterBar({ where, columns, problem, onFilter, input }: FilterBarProps) {
  const filter = useFilterInput({ where, columns, onFilter, input });
  const { text, options, chosen } = filter;
  const listId = useId();
  const problemId = useId();
  const combobox = {
    role: "combobox",
    list: undefined, // the suggestions are our own
    "aria-autocomplete": "list",
    "aria-expanded": options.length > 0,
    "aria-controls": listId,
    "aria-activedescendant": chosen >= 0 ? `${listId}-${chosen}` : undefined,
  } as const;
  const onKey = (event: KeyboardEvent) => {
    const option = options[chosen];
    if (event.key === "ArrowDown") filter.move(1);
    else if (event.key === "ArrowUp") filter.move(-1);
    else if ((event.key === "Enter" || event.key === "Tab") && option) filter.take(option);
    else if (event.key === "Enter") filter.apply();
    else if (event.key === "Escape" && filter.isOpen) filter.setOpen(false);
    else if (event.key === "Escape") input.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <div class="filter">
      <input
        ref={input}
        type="search"
        class="filter-input"
        placeholder={placeholderOf(columns)}
        aria-label="Filter runs"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        {...combobox}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) =>
          filter.type(currentTarget.value, currentTarget.selectionStart ?? 0)
        }
        onKeyDown={onKey}
        onKeyUp={({ currentTarget }) => filter.setCaret(currentTarget.selectionStart ?? 0)}
        onFocus={() => filter.setOpen(true)}
        onBlur={() => {
          filter.setOpen(false);
          rememberFilter(where);
        }}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Suggestions"
        class="suggestions"
        hidden={options.length === 0}
      >
        {options.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the input, whose keys choose
          <div
            key={option.label}
            id={`${listId}-${i}`}
            class="suggestion"
            role="option"
            aria-selected={i === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => filter.take(option)}
          >
            <code>{option.label}</code>
            <span class="suggestion-hint">{option.hint}</span>
          </div>
        ))}
      </div>
      <pre id={problemId} class="filter-problem" role="alert" hidden={problem === null}>
        <Message text={problem ?? ""} />
      </pre>
    </div>
  );
}

function placeholderOf({ metrics, parameters }: ColumnList): string {
  const metric = metrics[0]?.field;
  const parameter = parameters.find(({ varies }) => varies);
  const value = parameter?.values?.[0];
  const parts = [
    ...(metric ? [`${metric} > 0.99`] : []),
    ...(parameter && value !== undefined ? [`${parameter.field} ${conditionOn(value)}`] : []),
    "state = finished",
  ];
  return `Filter: ${parts.slice(0, 2).join(" and ")}`;
}

/** Of a number that was drawn nobody types all digits. */
function conditionOn(value: JsonValue): string {
  return typeof value === "number" && !Number.isInteger(value)
    ? `<= ${formatValue(value)}`
    : `= ${JSON.stringify(value)}`;
}
