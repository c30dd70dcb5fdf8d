import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { FieldOption } from "../table/field-options.js";

/** A row of choices above a chart. */
export function Controls({ children }: { children: ComponentChildren }) {
  return <div class="chart-controls">{children}</div>;
}

export interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; group?: string }[];
  onChoose(value: T): void;
}

/** A list to choose one of, in groups where the options name them. */
export function Select<T extends string>({ label, value, options, onChoose }: SelectProps<T>) {
  const groups = [...new Set(options.map(({ group }) => group ?? ""))];
  const items = (group: string) =>
    options
      .filter((option) => (option.group ?? "") === group)
      .map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ));
  return (
    <label class="chart-control">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => option.value === currentTarget.value);
          if (chosen) onChoose(chosen.value);
        }}
      >
        {groups.map((group) =>
          group === "" ? (
            items(group)
          ) : (
            <optgroup key={group} label={group}>
              {items(group)}
            </optgroup>
          ),
        )}
      </select>
    </label>
  );
}

export interface FieldSelectProps {
  label: string;
  value: string;
  options: readonly FieldOption[];
  onChoose(field: string): void;
}

/** A list of parameters, metrics and what every run has. */
export function FieldSelect({ label, value, options, onChoose }: FieldSelectProps) {
  const listed = options.some(({ field }) => field === value)
    ? options
    : [...options, { field: value, label: value, group: "run" as const, goal: null }];
  const items = listed.map(({ field, label: text, group }) => ({
    value: field,
    label: text,
    group,
  }));
  return <Select label={label} value={value} options={items} onChoose={onChoose} />;
}

export interface ToggleProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onToggle(isOn: boolean): void;
}

export function Toggle({ label, hint, isOn, onToggle }: ToggleProps) {
  return (
    <label class="chart-toggle" title={hint}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
      {label}
    </label>
  );
}

export interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChoose(value: T): void;
}

/** Two to four alternatives side by side. */
export function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class="chart-choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export interface SliderProps {
  label: string;
  value: number;
  max: number;
  step: number;
  hint?: string;
  onChange(value: number): void;
}

/** A number by hand, with its value beside it. */
export function Slider({ label, value, max, step, hint, onChange }: SliderProps) {
  return (
    <label class="chart-control" title={hint}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={max}
        step={step}
        value={value}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <output class="chart-slider-value">{value === 0 ? "off" : value.toFixed(2)}</output>
    </label>
  );
}
