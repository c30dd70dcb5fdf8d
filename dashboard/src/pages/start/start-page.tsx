import { useEffect } from "preact/hooks";
import { api } from "../../api-client.js";
import { usePermission } from "../../app/permission.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { Notice } from "../../ui/notice.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { definePage, type PageProps } from "../page.js";
import { ChosenExperiment } from "./chosen-experiment.js";

export interface StartState {
  /** The experiment that is looked at; null: none yet. */
  file: string | null;
  /** Runs at once; null: as the experiment says. */
  jobs: number | null;
}

/** `/start?file=…&jobs=…`: experiments' files, what each would train, and starting them. */
export const startPage = definePage<StartState>({
  name: "start",
  nav: { label: "Start", href: "/start", key: "n" },
  parse({ pathname, searchParams }) {
    if (pathname !== "/start") return null;
    const jobs = Number(searchParams.get("jobs"));
    return {
      file: searchParams.get("file"),
      jobs: Number.isInteger(jobs) && jobs > 0 ? jobs : null,
    };
  },
  format: ({ file, jobs }) => {
    const query = new URLSearchParams();
    if (file !== null) query.set("file", file);
    if (jobs !== null) query.set("jobs", String(jobs));
    return query.size > 0 ? `/start?${query}` : "/start";
  },
  View: StartPage,
});

function StartPage({ state, change }: PageProps<StartState>) {
  const permission = usePermission();
  const list = useLoaded(state.file ?? "", api.experiments);
  useEffect(() => {
    document.title = "Start · sweep";
  }, []);
  const isBusy = (list.value === null && list.error === null) || permission === null;
  return (
    <main class="start" aria-busy={isBusy}>
      <h1 tabIndex={-1}>Start an experiment</h1>
      {permission?.allowed === false && (
        <Notice title="Nothing can be started from here">{permission.why}</Notice>
      )}
      {permission?.allowed && (
        <LoadedView loaded={list} what="experiments">
          {({ experiments }) =>
            experiments.length === 0 ? (
              <Notice title="There are no experiments yet">
                Put YAML files into the folder <code>experiments</code> beside the one with the
                runs.
              </Notice>
            ) : (
              <div class="start-columns">
                <ExperimentList experiments={experiments} state={state} change={change} />
                {state.file === null ? (
                  <Notice title="Choose an experiment">
                    Its runs are shown before anything starts.
                  </Notice>
                ) : (
                  <ChosenExperiment key={state.file} {...{ state, change }} file={state.file} />
                )}
              </div>
            )
          }
        </LoadedView>
      )}
    </main>
  );
}

interface ExperimentListProps extends PageProps<StartState> {
  experiments: readonly { file: string; description: string }[];
}

function ExperimentList({ experiments, state, change }: ExperimentListProps) {
  return (
    <nav aria-label="Experiments">
      <ul class="experiment-list">
        {experiments.map(({ file, description }) => (
          <li key={file}>
            <a
              href={`/start?${new URLSearchParams({ file })}`}
              aria-current={file === state.file ? "true" : undefined}
              onClick={(event) => {
                event.preventDefault();
                change({ file, jobs: null }, "push");
              }}
            >
              <strong>{file}</strong>
              {description !== "" && <span class="sweep-note">{description}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
