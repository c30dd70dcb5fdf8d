import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Notice } from "../../ui/notice.js";
import { definePage, type PageProps } from "../page.js";
import { RunsModel } from "./runs-model.js";
import { ALL_SWEEPS, formatRunsState, parseRunsState, type RunsState } from "./runs-state.js";
import { RunsTable } from "./runs-table.js";
import { SweepCharts } from "./sweep-charts.js";
import { SweepHeading } from "./sweep-heading.js";

/** `/`: the runs of a sweep, their charts, and what can be done with them. */
export const runsPage = definePage<RunsState>({
  name: "runs",
  identity: ({ sweep }) => sweep ?? "",
  nav: { label: "Runs", href: "/", key: "r" },
  parse: parseRunsState,
  format: formatRunsState,
  View: RunsPage,
});

function RunsPage({ state, change }: PageProps<RunsState>) {
  const model = useMemo(() => new RunsModel(state), []);
  const hovered = useSignal<string | null>(null);
  useEffect(() => () => model.dispose(), [model]);
  useEffect(() => model.show(state), [model, state]);
  const sweeps = model.sweeps.value;
  const columns = model.columns.value;
  const name = model.sweepName;
  useEffect(() => {
    document.title = `${name === ALL_SWEEPS ? "all runs" : (name ?? "no runs")} · sweep`;
  }, [name]);
  const set = (part: Partial<RunsState>) => change({ ...state, ...part });
  const isKnown = name === ALL_SWEEPS || model.sweep !== null;
  const isReady = model.source.value !== null || model.problem.value !== null;
  if (!sweeps || !isKnown || !columns || !isReady) {
    return <Waiting model={model} isUnknown={sweeps !== null && !isKnown} />;
  }
  return (
    <main class="overview" aria-busy="false">
      <SweepHeading sweeps={sweeps} sweep={model.sweep} champion={model.champion.value} />
      <SweepCharts {...{ model, state, columns, hovered }} change={set} />
      <RunsTable {...{ model, state, columns, hovered }} change={set} />
    </main>
  );
}

/** Before there is something to show, and where there will be nothing. */
function Waiting({ model, isUnknown }: { model: RunsModel; isUnknown: boolean }) {
  const isBusy = model.failure.value === null && !isUnknown;
  return (
    <main class="overview" aria-busy={isBusy}>
      {isUnknown ? <NoSweep model={model} /> : <Loading model={model} />}
    </main>
  );
}

function Loading({ model }: { model: RunsModel }) {
  const failure = model.failure.value;
  if (failure === null) return <Notice title="Loading runs…" />;
  return (
    <Notice title={failure} isError>
      <button type="button" class="button" onClick={() => void model.start()}>
        Try again
      </button>
    </Notice>
  );
}

function NoSweep({ model }: { model: RunsModel }) {
  const sweeps = model.sweeps.value ?? [];
  const { sweepName } = model;
  if (sweepName === null) {
    return (
      <Notice title="No runs yet" command="sweep run experiments/bn-aug.yaml">
        <a href="/start">Start an experiment</a>, here or in a terminal; its runs appear by
        themselves:
      </Notice>
    );
  }
  return (
    <Notice title={`There is no sweep “${sweepName}”`}>
      These exist:{" "}
      {sweeps.map(({ name }, i) => (
        <span key={name}>
          {i > 0 && ", "}
          <a href={`/?${new URLSearchParams({ sweep: name })}`}>{name}</a>
        </span>
      ))}
    </Notice>
  );
}
