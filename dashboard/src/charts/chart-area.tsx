import type { ComponentType } from "preact";
import type { ChartContext } from "./context.js";
import { BestPanel } from "./panels/best-panel.js";
import { CurvesPanel } from "./panels/curves-panel.js";
import { ImportancePanel } from "./panels/importance-panel.js";
import type { PanelProps } from "./panels/panel-props.js";
import { ParallelPanel } from "./panels/parallel-panel.js";
import { ParetoPanel } from "./panels/pareto-panel.js";
import { ScatterPanel } from "./panels/scatter-panel.js";
import { SurfacePanel } from "./panels/surface-panel.js";
import { type ChartState, PANELS, type Panel } from "./state/chart-state.js";
import { usePromptState } from "./state/use-prompt-state.js";

export interface ChartAreaProps {
  context: ChartContext;
  state: ChartState;
  onState(state: ChartState): void;
}

const TABS: Record<Panel, { label: string; hint: string; Panel: ComponentType<PanelProps> }> = {
  curves: { label: "Curves", hint: "Metrics as training went on", Panel: CurvesPanel },
  parallel: {
    label: "Parallel",
    hint: "All parameters of all runs at once, with brushes",
    Panel: ParallelPanel,
  },
  scatter: { label: "Scatter", hint: "Any two values against each other", Panel: ScatterPanel },
  surface: { label: "Surface", hint: "A metric over two parameters", Panel: SurfacePanel },
  importance: { label: "Importance", hint: "Which parameters matter", Panel: ImportancePanel },
  pareto: {
    label: "Pareto",
    hint: "What cannot be had better in two ways at once",
    Panel: ParetoPanel,
  },
  best: { label: "Best so far", hint: "How the best result came about", Panel: BestPanel },
};

/** All charts of a sweep's page, one at a time: what is not seen is neither read nor drawn. */
export function ChartArea({ context, state: outer, onState: tell }: ChartAreaProps) {
  const [state, onState] = usePromptState(outer, tell);
  const { panel } = state;
  const Chosen = panel === null ? null : TABS[panel].Panel;
  return (
    <section class="chart-area" aria-label="Charts">
      <Tabs panel={panel} onChoose={(next) => onState({ ...state, panel: next })} />
      <div
        class="chart-panel"
        id="chart-panel"
        role="tabpanel"
        aria-label={panel === null ? "No chart" : TABS[panel].label}
        hidden={!Chosen}
      >
        {Chosen ? (
          <Chosen key={`${context.sweep} ${panel}`} {...{ context, state, onState }} />
        ) : null}
      </div>
    </section>
  );
}

/** Arrow keys move between tabs, as WAI-ARIA's pattern has it. */
function Tabs({ panel, onChoose }: { panel: Panel | null; onChoose(panel: Panel | null): void }) {
  const reachable = panel ?? PANELS[0];
  const move = (event: KeyboardEvent) => {
    const from = PANELS.indexOf(reachable);
    const to = TARGETS[event.key]?.(from);
    const next = to === undefined ? undefined : PANELS.at(to % PANELS.length);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div class="chart-tabs">
      <div class="chart-tab-list" role="tablist" aria-label="Charts" onKeyDown={move}>
        {PANELS.map((each) => (
          <button
            key={each}
            type="button"
            id={tabId(each)}
            class="chart-tab"
            role="tab"
            title={TABS[each].hint}
            aria-selected={each === panel}
            aria-controls="chart-panel"
            tabIndex={each === reachable ? 0 : -1}
            onClick={() => onChoose(each)}
          >
            {TABS[each].label}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="chart-tool"
        aria-expanded={panel !== null}
        aria-controls="chart-panel"
        onClick={() => onChoose(panel === null ? PANELS[0] : null)}
      >
        {panel === null ? "Show charts" : "Hide"}
      </button>
    </div>
  );
}

const TARGETS: Record<string, (from: number) => number> = {
  ArrowRight: (from) => from + 1,
  ArrowLeft: (from) => from - 1,
  Home: () => 0,
  End: () => -1,
};

function tabId(panel: Panel): string {
  return `chart-tab-${panel}`;
}
