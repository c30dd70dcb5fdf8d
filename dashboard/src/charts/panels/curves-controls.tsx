import { X_AXES, type XAxis } from "../../address.js";
import type { ChartContext } from "../context.js";
import { Choice, Controls, Select, Slider, Toggle } from "../frame/controls.js";
import { TickList } from "../frame/tick-list.js";
import { type CurvesState, MOST_CHOICES, MOST_SMOOTHING } from "../state/chart-state.js";

export interface CurvesControlsProps {
  context: ChartContext;
  state: CurvesState;
  metrics: readonly string[];
  axis: XAxis;
  onChoose(change: Partial<CurvesState>): void;
}

const X_LABELS: Record<XAxis | "sweep", string> = {
  epoch: "epoch",
  step: "step",
  time: "time",
  sweep: "sweep time",
};

/** What can be chosen of learning curves. */
export function CurvesControls({ context, state, metrics, axis, onChoose }: CurvesControlsProps) {
  const { columns, selected } = context;
  return (
    <Controls>
      <TickList
        label="Metrics"
        options={columns.metrics.map(({ name }) => ({ value: name, label: name }))}
        chosen={metrics}
        least={1}
        onChoose={(chosen) => onChoose({ metrics: chosen, zoom: null })}
      />
      <Choice
        label="Over"
        value={axis === "time" && state.fromSweep ? "sweep" : axis}
        options={[...X_AXES, "sweep" as const].map((value) => ({ value, label: X_LABELS[value] }))}
        onChoose={(value) =>
          onChoose({
            x: value === "sweep" ? "time" : value,
            fromSweep: value === "sweep",
            zoom: null,
          })
        }
      />
      <Slider
        label="Smoothing"
        value={state.smoothing}
        max={MOST_SMOOTHING}
        step={0.01}
        hint="A moving average over the points that are drawn: of a long curve those are each stretch's lowest and highest, and a zoom draws more of them"
        onChange={(smoothing) => onChoose({ smoothing })}
      />
      <Toggle label="log x" isOn={state.logX} onToggle={(logX) => onChoose({ logX, zoom: null })} />
      <Toggle label="log y" isOn={state.logY} onToggle={(logY) => onChoose({ logY, zoom: null })} />
      <Toggle
        label="ignore outliers"
        hint="The axis goes from the 2nd to the 98th percentile where extremes are far away"
        isOn={state.robust}
        onToggle={(robust) => onChoose({ robust, zoom: null })}
      />
      <Select
        label="Groups"
        value={state.band ?? (context.groupBy.length > 0 ? "interval" : "off")}
        options={[
          { value: "off", label: "every run" },
          { value: "interval", label: "mean ± 95 % interval" },
          { value: "range", label: "mean, lowest to highest" },
        ]}
        onChoose={(band) => onChoose({ band, zoom: null })}
      />
      {selected.length > 0 ? (
        <span class="chart-note">{`${selected.length.toLocaleString("en")} ticked`}</span>
      ) : (
        <Select
          label="Runs"
          value={String(state.most)}
          options={MOST_CHOICES.map((most) => ({ value: String(most), label: `first ${most}` }))}
          onChoose={(text) => onChoose({ most: Number(text) })}
        />
      )}
    </Controls>
  );
}
