import { useState } from "preact/hooks";
import type { SweepItem } from "../../../../src/api/sweeps.js";
import type { DataState } from "./data-page.js";

export interface DataChooserProps {
  sweeps: readonly SweepItem[];
  asked: DataState;
  onChoose(state: DataState): void;
}

/** Whose data to look at: a sweep's, or those that a YAML file names. */
export function DataChooser({ sweeps, asked, onChoose }: DataChooserProps) {
  const [file, setFile] = useState(asked.of === "experiment" ? asked.name : "");
  return (
    <form
      class="controls"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== "") onChoose({ of: "experiment", name: file });
      }}
    >
      {sweeps.length > 0 && (
        <label class="picker">
          <span>Sweep</span>
          <select
            value={asked.of === "sweep" ? asked.name : ""}
            onChange={({ currentTarget: { value } }) =>
              value && onChoose({ of: "sweep", name: value })
            }
          >
            {asked.of !== "sweep" && <option value="">–</option>}
            {sweeps.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <label class="picker">
        <span>or experiment</span>
        <input
          class="text-input"
          placeholder="experiments/bn-aug.yaml"
          value={file}
          onInput={({ currentTarget }) => setFile(currentTarget.value)}
        />
      </label>
      <button type="submit" class="button">
        Look
      </button>
    </form>
  );
}
