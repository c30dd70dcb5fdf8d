import { X_AXES, type XAxis } from "../address.js";
import { h } from "../dom.js";

export interface PickerOptions {
  label: string;
  values: readonly string[];
  value: string;
  onPick(value: string): void;
}

/** A labelled choice from a list. */
export class Picker {
  readonly element: HTMLElement;
  readonly #select: HTMLSelectElement;

  constructor({ label, values, value, onPick }: PickerOptions) {
    this.#select = h("select", {
      onchange: () => onPick(this.#select.value),
    });
    this.element = h("label", { class: "picker" }, h("span", {}, label), this.#select);
    this.set(values, value);
  }

  /** Replaces the values only where they differ: an open list would close. */
  set(values: readonly string[], value: string): void {
    const present = [...this.#select.options].map((option) => option.value);
    if (present.join("\n") !== values.join("\n")) {
      this.#select.replaceChildren(...values.map((each) => h("option", { value: each }, each)));
    }
    this.#select.value = value;
  }
}

/** The choice of what curves are drawn over. */
export class AxisPicker {
  readonly element: HTMLElement;
  readonly #inputs: HTMLInputElement[];

  constructor(onPick: (axis: XAxis) => void) {
    this.#inputs = X_AXES.map((axis) =>
      h("input", { type: "radio", name: "x-axis", value: axis, onchange: () => onPick(axis) }),
    );
    const labels = this.#inputs.map((input) => h("label", {}, input, h("span", {}, input.value)));
    this.element = h(
      "fieldset",
      { class: "segmented" },
      h("legend", { class: "visually-hidden" }, "Draw curves over"),
      ...labels,
    );
  }

  set(axis: XAxis): void {
    for (const input of this.#inputs) input.checked = input.value === axis;
  }
}
