import type { SweepItem } from "../../../../src/api/sweeps.js";
import { SweepControls } from "../../act/sweep-controls.js";
import { runHref } from "../../address.js";
import { SubmitButton } from "../../submit/submit-button.js";
import { ALL_SWEEPS } from "./runs-state.js";
import { countsText, SweepPicker } from "./sweep-picker.js";
import { VerdictLine } from "./verdict-line.js";

export interface SweepHeadingProps {
  sweeps: readonly SweepItem[];
  sweep: SweepItem | null;
  /** Id of the run that `champion` stands for; null where there is none. */
  champion: string | null;
}

/** In the order in which runs pass through them. */
const STATES = ["finished", "running", "queued", "failed", "cancelled"] as const;

/** Which sweep this is, what it is about, and how its runs stand. */
export function SweepHeading({ sweeps, sweep, champion }: SweepHeadingProps) {
  return (
    <section class="sweep-header">
      <div class="section-head">
        <h1>
          <SweepPicker sweeps={sweeps} shown={sweep?.name ?? ALL_SWEEPS} />
        </h1>
        <div class="head-actions">
          {sweep && <SweepControls sweep={sweep} />}
          <ChampionLink run={champion} />
          <SubmitButton
            run={champion ?? ""}
            label="Submit the champion"
            isOffered={champion !== null}
          />
        </div>
      </div>
      {sweep && (
        <>
          {sweep.description !== "" && <p class="lead">{sweep.description}</p>}
          <p class="facts-line">
            <Origin sweep={sweep} /> · {sweep.metric.goal} <code>{sweep.metric.name}</code>
          </p>
          <StateStrip sweep={sweep} />
          <p class="counts">
            {countsText(sweep)}
            {sweep.isBeingRun && sweep.pausedAt !== null && " · paused: nothing new is started"}
          </p>
          <VerdictLine sweep={sweep} />
        </>
      )}
    </section>
  );
}

/** Ensembles have no file, and nothing that is searched for. */
function Origin({ sweep: { file, method } }: { sweep: SweepItem }) {
  if (file === "") return <code>sweep ensemble</code>;
  return (
    <>
      <code>{file}</code> · {method}
    </>
  );
}

/** Where its promotion can be taken back, also after the message that offered it is gone. It keeps its place without a champion. */
function ChampionLink({ run }: { run: string | null }) {
  return (
    <a
      class={run === null ? "button champion-link is-absent" : "button champion-link"}
      href={runHref(run ?? "")}
      title="The champion’s page, where its promotion can be taken back"
    >
      Champion
    </a>
  );
}

function StateStrip({ sweep: { states } }: { sweep: SweepItem }) {
  return (
    <div class="strip" aria-hidden="true">
      {STATES.map((state) => (
        <span
          key={state}
          class={`strip-part is-${state}`}
          style={{ flexGrow: states[state], display: states[state] > 0 ? undefined : "none" }}
        />
      ))}
    </div>
  );
}
