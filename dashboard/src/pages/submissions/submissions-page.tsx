import { useEffect, useState } from "preact/hooks";
import type { SubmissionItem, SubmissionList } from "../../../../src/api/submissions.js";
import { api } from "../../api-client.js";
import { submitJobs } from "../../submit/submit-jobs.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { Notice } from "../../ui/notice.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { definePage, type PageProps } from "../page.js";
import { Changes } from "./changes.js";
import { formatSubmissionsState, parseSubmissionsState, type SubmissionsState } from "./state.js";
import { SubmissionTable } from "./submission-table.js";
import { SubmitHead } from "./submit-head.js";
import { useSubmissionsVersion } from "./use-submissions-version.js";
import { ValidationChart } from "./validation-chart.js";

/** `/submissions`: what was submitted, what to expect of it, what the leaderboard said, and what each changed. */
export const submissionsPage = definePage<SubmissionsState>({
  name: "submissions",
  nav: { label: "Submissions", href: "/submissions", key: "s" },
  parse: parseSubmissionsState,
  format: formatSubmissionsState,
  View: SubmissionsPage,
});

function SubmissionsPage(props: PageProps<SubmissionsState>) {
  const [entered, setEntered] = useState<SubmissionList | null>(null);
  const ended = submitJobs.value?.jobs.filter(({ state }) => state.type === "done").length ?? 0;
  const version = useSubmissionsVersion();
  useEffect(() => {
    document.title = "Submissions · sweep";
  }, []);
  const loaded = useLoaded(`${ended} ${version}`, () => api.submissions());
  useEffect(() => setEntered(null), [loaded.value]);
  const isBusy = loaded.isLoading && loaded.value === null;
  return (
    <main class="submissions" aria-busy={isBusy ? "true" : "false"}>
      <SubmitHead />
      <LoadedView loaded={loaded} what="the submissions">
        {(list) => <History {...props} list={entered ?? list} onEntered={setEntered} />}
      </LoadedView>
    </main>
  );
}

interface HistoryProps extends PageProps<SubmissionsState> {
  list: SubmissionList;
  onEntered(list: SubmissionList): void;
}

function History({ list, state, change, onEntered }: HistoryProps) {
  const { submissions } = list;
  const shown = shownOf(submissions, state);
  if (submissions.length === 0)
    return (
      <Notice title="No submissions yet" command="sweep submit champion">
        A finished run’s page has a button for it, as the champion has here; or in a terminal:
      </Notice>
    );
  return (
    <>
      <SubmissionTable
        list={list}
        shown={shown?.id ?? null}
        onShow={(show) => change({ show, kind: null }, "push")}
        onEntered={onEntered}
      />
      {shown ? (
        <Changes
          key={shown.id}
          submission={shown}
          kind={state.kind}
          onKind={(kind) => change({ show: shown.id, kind })}
        />
      ) : (
        <Notice title={`There is no submission ${state.show}`} isError />
      )}
      <ValidationChart submissions={submissions} onOpen={(show) => change({ show, kind: null })} />
    </>
  );
}

function shownOf(
  submissions: readonly SubmissionItem[],
  { show }: SubmissionsState,
): SubmissionItem | null {
  if (show === null) return submissions[0] ?? null;
  return submissions.find(({ id }) => id === show) ?? null;
}
