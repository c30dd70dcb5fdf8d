import { useState } from "preact/hooks";
import type { LaunchReply } from "../../../../src/api/launches.js";
import { watchLaunch } from "../../act/watch-launch.js";
import { sweepHref } from "../../address.js";
import { api, messageOf } from "../../api-client.js";
import { navigate } from "../../app/router.js";
import { Message } from "../../ui/message.js";
import { Scroll } from "../../ui/scroll.js";
import { useLoaded } from "../../ui/use-loaded.js";
import type { PageProps } from "../page.js";
import { EditExperiment } from "./edit-experiment.js";
import { PreviewCard } from "./preview-card.js";
import type { StartState } from "./start-page.js";

export interface ChosenExperimentProps extends PageProps<StartState> {
  file: string;
}

/** What an experiment would train, what is wrong with it, and starting it. */
export function ChosenExperiment({ file, state, change }: ChosenExperimentProps) {
  const { jobs } = state;
  const preview = useLoaded(`${file} ${jobs}`, () => api.previewExperiment({ file, jobs }));
  const [launch, setLaunch] = useState<LaunchReply | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async () => {
    setProblem(null);
    try {
      const begun = await api.startExperiment({ file, jobs });
      setLaunch(begun);
      const { state: became, sweep, exitCode } = await watchLaunch(begun, setLaunch);
      const name = sweep ?? preview.value?.name;
      if ((became === "running" || exitCode === 0) && name) navigate(sweepHref(name));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const isStarting = launch !== null && launch.state !== "ended";
  return (
    <div class="start-preview">
      <section class="card" aria-label={file}>
        <h2>{file}</h2>
        {preview.error !== null && <Mistakes text={preview.error} retry={preview.retry} />}
        {preview.error === null && !preview.value && <Checking />}
        {preview.error === null && preview.value && (
          <PreviewCard
            preview={preview.value}
            jobs={jobs}
            isStarting={isStarting}
            onJobs={(next) => change({ ...state, jobs: next })}
            onStart={() => void start()}
          />
        )}
        {launch && <LaunchState launch={launch} />}
        {problem !== null && (
          <p class="problem" role="alert">
            <Message text={problem} />
          </p>
        )}
      </section>
      <EditExperiment file={file} onSaved={(saved) => change({ file: saved, jobs }, "push")} />
    </div>
  );
}

function Checking() {
  return (
    <p class="note" role="status">
      Checking the experiment and its data… <progress aria-label="checking" />
    </p>
  );
}

/** As the command line says them: each with file, line and column. */
function Mistakes({ text, retry }: { text: string; retry(): void }) {
  return (
    <div class="mistakes" role="alert">
      <p class="problem">This experiment cannot be started:</p>
      <Scroll label="Mistakes">
        <pre>
          <Message text={text} />
        </pre>
      </Scroll>
      <button type="button" class="button" onClick={retry}>
        Check again
      </button>
    </div>
  );
}

function LaunchState({ launch }: { launch: LaunchReply }) {
  const { state, exitCode, command, output } = launch;
  const hasFailed = state === "ended" && exitCode !== 0;
  return (
    <div class="launch" role={hasFailed ? "alert" : "status"}>
      <p class={hasFailed ? "problem" : "note"}>
        <code>{command}</code>{" "}
        {hasFailed ? `ended with exit code ${exitCode}` : "is starting; its runs appear next…"}
      </p>
      {output !== "" && (
        <Scroll label="Output">
          <pre>{output}</pre>
        </Scroll>
      )}
    </div>
  );
}
