import type { ChartContext } from "../context.js";
import { Controls, FieldSelect, Toggle } from "../frame/controls.js";
import type { ChartState } from "../state/chart-state.js";
import { fieldOptions } from "../table/field-options.js";
import type { RunTable } from "../table/run-table.js";
import { isLog, type PlaneFields, withScale } from "./use-plane.js";

export interface PlaneControlsProps {
  context: ChartContext;
  state: ChartState;
  onState(state: ChartState): void;
  fields: PlaneFields;
  table: RunTable | null;
}

/** Two axes and a colour, each with its scale. Other axes are shown whole. */
export function PlaneControls({ context, state, onState, fields, table }: PlaneControlsProps) {
  const options = fieldOptions(context.columns);
  const choose = (change: Partial<PlaneFields>, { scales } = state) =>
    onState({ ...state, scales, plane: { ...state.plane, ...change, zoom: null } });
  const scale = (field: string) => {
    const column = table?.column(field);
    if (!column || column.names) return null;
    return (
      <Toggle
        label={`log ${field}`}
        isOn={isLog(state, column)}
        onToggle={(log) => choose({}, withScale(state, field, log))}
      />
    );
  };
  return (
    <Controls>
      <FieldSelect
        label="Across"
        value={fields.x}
        options={options}
        onChoose={(x) => choose({ x })}
      />
      <FieldSelect label="Up" value={fields.y} options={options} onChoose={(y) => choose({ y })} />
      <FieldSelect
        label="Colour"
        value={fields.colour}
        options={options}
        onChoose={(colour) => choose({ colour })}
      />
      {[...new Set([fields.x, fields.y, fields.colour])].map(scale)}
    </Controls>
  );
}
