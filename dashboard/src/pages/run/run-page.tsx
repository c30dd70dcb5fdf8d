import { useEffect, useMemo } from "preact/hooks";
import { runHref } from "../../address.js";
import { AttemptsSection } from "../../run/attempts-section.js";
import { EnvironmentSection } from "../../run/environment-section.js";
import { FactsSection } from "../../run/facts-section.js";
import { FilesSection } from "../../run/files/files-section.js";
import { Headline } from "../../run/headline.js";
import { LogSection } from "../../run/log/log-section.js";
import { MembersSection } from "../../run/members-section.js";
import { MetricCharts } from "../../run/metric-charts.js";
import { PredictionsSection } from "../../run/predictions-section.js";
import { RunModel } from "../../run/run-model.js";
import { SystemSection } from "../../run/system-section.js";
import { Notice } from "../../ui/notice.js";
import { definePage, type PageProps } from "../page.js";

export interface RunPageState {
  id: string;
}

/** `/runs/:id`: one run: what it was, how it went, what it gets wrong. */
export const runPage = definePage<RunPageState>({
  name: "run",
  identity: ({ id }) => id,
  parse(url) {
    const [, id] = /^\/runs\/([^/]+)\/?$/.exec(url.pathname) ?? [];
    return id === undefined ? null : { id: decodeURIComponent(id) };
  },
  format: ({ id }) => runHref(id),
  View: RunPage,
});

const SECTIONS = [
  MembersSection,
  MetricCharts,
  PredictionsSection,
  FactsSection,
  AttemptsSection,
  LogSection,
  SystemSection,
  FilesSection,
  EnvironmentSection,
];

function RunPage({ state: { id } }: PageProps<RunPageState>) {
  const model = useMemo(() => new RunModel(id), []);
  useEffect(() => () => model.dispose(), [model]);
  const detail = model.detail.value;
  const name = detail?.run.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · sweep`;
  }, [name]);
  if (detail === null) return <Waiting model={model} />;
  return (
    <main class="run" aria-busy="false">
      <Headline detail={detail} isChampion={model.isChampion.value} />
      {SECTIONS.map((Section, i) => (
        <Section key={i} detail={detail} />
      ))}
    </main>
  );
}

/** Before there is something to show, and where there will be nothing. */
function Waiting({ model }: { model: RunModel }) {
  const failure = model.failure.value;
  return (
    <main class="run" aria-busy={failure === null ? "true" : "false"}>
      {failure === null ? (
        <Notice title="Loading the run…" />
      ) : (
        <Notice title={failure} isError>
          <button type="button" class="button" onClick={() => model.reload()}>
            Try again
          </button>{" "}
          or go to <a href="/">the overview</a>.
        </Notice>
      )}
    </main>
  );
}
