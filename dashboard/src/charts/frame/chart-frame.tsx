import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { type DataTable, toCsv } from "../export/csv.js";
import { download } from "../export/download.js";
import { DataTableView } from "./data-table.js";
import type { Status } from "./status.js";
import { StatusView } from "./status-view.js";

export interface ChartFrameProps {
  title: string;
  /** Of exported files, without extension. */
  fileName: string;
  status: Status;
  /** What is drawn, in full. */
  table(): DataTable;
  /** As PNG. */
  picture(): Promise<Blob>;
  /** How the axes are zoomed; null where they cannot be. */
  zoom: ZoomControls | null;
  /** Above the drawing. */
  controls?: ComponentChildren;
  /** Below the drawing. */
  legend?: ComponentChildren;
  /** The legend has its place also while there is nothing to draw. */
  keepsLegend?: boolean;
  /** Small: one of several. */
  isSmall?: boolean;
  children: ComponentChildren;
}

export interface ZoomControls {
  isZoomed: boolean;
  by(factor: number): void;
  reset(): void;
}

/** A chart with its title, exports, zoom, a table of what it draws, and words where there is nothing to draw. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, fileName, status, table, picture, zoom, controls, legend, children } = props;
  const { keepsLegend = false } = props;
  const [isTable, setTable] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const isReady = status.kind === "ready";
  const savePicture = () =>
    picture().then(
      (blob) => download(`${fileName}.png`, blob),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  const saveTable = () =>
    download(`${fileName}.csv`, new Blob([toCsv(table())], { type: "text/csv;charset=utf-8" }));
  return (
    <section class={props.isSmall ? "chart-card is-small" : "chart-card"} aria-labelledby={id}>
      <header class="chart-head">
        <h2 id={id} class="chart-title">
          {title}
        </h2>
        {zoom && <ZoomButtons {...zoom} isEnabled={isReady} />}
        <div class="chart-tools">
          <Tool
            label="Table"
            hint={`Show what “${title}” draws as a table`}
            isPressed={isTable}
            isEnabled={isReady}
            onPress={() => setTable(!isTable)}
          />
          <Tool
            label="CSV"
            hint={`Save what “${title}” draws as CSV`}
            isEnabled={isReady}
            onPress={saveTable}
          />
          <Tool
            label="PNG"
            hint={`Save “${title}” as a picture`}
            isEnabled={isReady}
            onPress={() => void savePicture()}
          />
        </div>
      </header>
      {controls}
      <div class="chart-body">
        {children}
        <StatusView status={status} />
      </div>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {isReady || status.kind === "loading" || (keepsLegend && status.kind === "empty")
        ? legend
        : null}
      {isReady && isTable ? <DataTableView caption={title} table={table()} /> : null}
    </section>
  );
}

interface ToolProps {
  label: string;
  hint: string;
  isPressed?: boolean;
  isEnabled: boolean;
  onPress(): void;
}

function Tool({ label, hint, isPressed, isEnabled, onPress }: ToolProps) {
  return (
    <button
      type="button"
      class="chart-tool"
      title={hint}
      aria-label={`${label}: ${hint}`}
      aria-pressed={isPressed}
      disabled={!isEnabled}
      onClick={onPress}
    >
      {label}
    </button>
  );
}

const CLOSER = 1.5; // of one press

/** They are there before there is anything to zoom: nothing moves when it comes. */
function ZoomButtons({ isZoomed, by, reset, isEnabled }: ZoomControls & { isEnabled: boolean }) {
  return (
    <fieldset class="chart-tools" aria-label="Zoom">
      <button
        type="button"
        class="chart-tool"
        aria-label="Zoom in"
        title="Zoom in: or drag over the chart, Ctrl and wheel, or pinch"
        disabled={!isEnabled}
        onClick={() => by(CLOSER)}
      >
        +
      </button>
      <button
        type="button"
        class="chart-tool"
        aria-label="Zoom out"
        title="Zoom out"
        disabled={!isZoomed}
        onClick={() => by(1 / CLOSER)}
      >
        −
      </button>
      <button
        type="button"
        class="chart-tool"
        title="Show all: or double-click the chart"
        disabled={!isZoomed}
        onClick={reset}
      >
        Reset
      </button>
    </fieldset>
  );
}
