import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface TickListProps {
  label: string;
  options: readonly { value: string; label: string; group?: string }[];
  chosen: readonly string[];
  /** In the order of the options. */
  onChoose(values: string[]): void;
  /** How many must stay chosen. */
  least?: number;
}

/** One of a list or several: a button that opens what is to be ticked. Escape, or a press elsewhere, closes it. */
export function TickList({ label, options, chosen, onChoose, least = 0 }: TickListProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [isOpen]);
  const toggle = (value: string, isOn: boolean) => {
    const next = options
      .map((option) => option.value)
      .filter((each) => (each === value ? isOn : chosen.includes(each)));
    if (next.length >= least) onChoose(next);
  };
  const labelOf = (value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape within the list closes it
    <div
      class="tick-list"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        type="button"
        class="chart-select"
        ref={button}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="chart-select-label">{label}</span> {summary(chosen.map(labelOf))}
      </button>
      {isOpen ? (
        <fieldset class="tick-options" id={id}>
          <legend class="visually-hidden">{label}</legend>
          {options.map((option) => (
            <div key={option.value} class="tick-row">
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(option.value)}
                  disabled={chosen.length <= least && chosen.includes(option.value)}
                  onChange={({ currentTarget }) => toggle(option.value, currentTarget.checked)}
                />
                {option.label}
              </label>
              <button
                type="button"
                class="tick-only"
                aria-label={`Only ${option.label}`}
                onClick={() => onChoose([option.value])}
              >
                only
              </button>
            </div>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

function summary(chosen: readonly string[]): string {
  const [first, ...rest] = chosen;
  if (first === undefined) return "none";
  return rest.length === 0 ? first : `${first} + ${rest.length}`;
}
