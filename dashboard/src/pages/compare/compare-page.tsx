import { useEffect } from "preact/hooks";
import { api } from "../../api-client.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { Notice } from "../../ui/notice.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { definePage, type PageProps } from "../page.js";
import { CodeChanges } from "./code-changes.js";
import { ComparedCurves } from "./compared-curves.js";
import { ComparedRuns } from "./compared-runs.js";
import { Differences } from "./differences.js";
import { Disagreements } from "./disagreements.js";

export interface CompareState {
  runs: string[];
  /** Of the curves; null: the first that all runs have. */
  metric: string | null;
  /** Which of the disagreements are shown; null: all. See api/disagreements.ts. */
  pattern: string | null;
  /** Also rows in which all runs are the same. */
  showsEqual: boolean;
}

/** `/compare?runs=a,b`: runs side by side. */
export const comparePage = definePage<CompareState>({
  name: "compare",
  identity: ({ runs }) => runs.join(),
  parse: ({ pathname, searchParams: query }) =>
    pathname !== "/compare"
      ? null
      : {
          runs: [...new Set((query.get("runs") ?? "").split(",").filter((id) => id !== ""))],
          metric: query.get("metric"),
          pattern: query.get("pattern"),
          showsEqual: query.get("equal") === "1",
        },
  format({ runs, metric, pattern, showsEqual }) {
    const query = new URLSearchParams({ runs: runs.join(",") });
    if (metric !== null) query.set("metric", metric);
    if (pattern !== null) query.set("pattern", pattern);
    if (showsEqual) query.set("equal", "1");
    return `/compare?${query}`;
  },
  View: ComparePage,
});

function ComparePage({ state, change }: PageProps<CompareState>) {
  const { runs } = state;
  const loaded = useLoaded(runs.join(), () => (runs.length < 2 ? NOTHING : api.compare(runs)));
  useEffect(() => {
    document.title = `Compare ${runs.length} runs · sweep`;
  }, [runs.length]);
  if (runs.length < 2)
    return (
      <main aria-busy="false">
        <h1>Compare runs</h1>
        <Notice title="Nothing to compare yet">
          Tick two to eight runs in <a href="/">the table of runs</a> and choose “Compare”, or name
          them in the address: /compare?runs=…,…
        </Notice>
      </main>
    );
  return (
    <main class="compare" aria-busy={loaded.isLoading ? "true" : "false"}>
      <h1 tabIndex={-1}>Compare {runs.length} runs</h1>
      <LoadedView loaded={loaded} what="the comparison">
        {(comparison) =>
          comparison && (
            <>
              <ComparedRuns
                comparison={comparison}
                onRemove={(id) =>
                  change({ ...state, pattern: null, runs: runs.filter((each) => each !== id) })
                }
              />
              <Differences
                comparison={comparison}
                showsEqual={state.showsEqual}
                onShowEqual={(showsEqual) => change({ ...state, showsEqual })}
              />
              <CodeChanges comparison={comparison} />
              <ComparedCurves
                comparison={comparison}
                metric={state.metric}
                onMetric={(metric) => change({ ...state, metric })}
              />
              <Disagreements
                runs={runs}
                pattern={state.pattern}
                onPattern={(pattern) => change({ ...state, pattern })}
              />
            </>
          )
        }
      </LoadedView>
    </main>
  );
}

const NOTHING = Promise.resolve(null);
