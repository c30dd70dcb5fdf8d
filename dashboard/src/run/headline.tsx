import { useMemo } from "preact/hooks";
import type { RunDetail, RunRow, Score } from "../../../src/api/runs.js";
import { sweepHref } from "../address.js";
import { formatDuration, formatMetric } from "../format.js";
import { durationAt } from "../live-row.js";
import { CopyLine } from "../ui/copy-line.js";
import { LOST, UNATTENDED } from "../ui/lost.js";
import { Message } from "../ui/message.js";
import { Progress } from "../ui/progress.js";
import { ChampionBadge, StateChip } from "../ui/state-chip.js";
import { useNow } from "../ui/use-now.js";
import { RunActions } from "./run-actions.js";

export interface HeadlineProps {
  detail: RunDetail;
  isChampion: boolean;
}

/** Which run this is, how it stands, and its few most telling figures. */
export function Headline({ detail: { run, reproduce }, isChampion }: HeadlineProps) {
  const outcome = run.outcome && run.outcome.type !== "finished" ? run.outcome.text : "";
  const hasProgress = run.progress !== null || run.state === "running";
  return (
    <section class="headline">
      <p class="crumbs">
        <SweepLinks sweeps={run.sweeps} />
      </p>
      <div class="section-head">
        <h1 tabIndex={-1}>{run.name}</h1>
        <RunActions run={{ ...run, champion: isChampion }} />
      </div>
      <p class="headline-state">
        <StateChip run={run} />
        {isChampion && <ChampionBadge />}
        <code class="run-id">{run.id}</code>
      </p>
      {outcome !== "" && (
        <p class="outcome">
          <Message text={outcome} />
        </p>
      )}
      {run.lost && (
        <p class="outcome">
          <Message text={LOST} />
        </p>
      )}
      {run.unattended && (
        <p class="outcome is-mild">
          <Message text={UNATTENDED} />
        </p>
      )}
      {hasProgress && <Progress row={run} />}
      <Figures run={run} />
      {reproduce !== null && (
        <div class="reproduce">
          <p>Train it again</p>
          <CopyLine command={reproduce} />
        </div>
      )}
    </section>
  );
}

function SweepLinks({ sweeps }: { sweeps: readonly string[] }) {
  if (sweeps.length === 0) return <a href="/">All sweeps</a>;
  return (
    <>
      {sweeps.map((name, i) => (
        <span key={name}>
          {i === 0 ? "Sweep " : ", "}
          <a href={sweepHref(name)}>{name}</a>
        </span>
      ))}
    </>
  );
}

function Figures({ run }: { run: RunRow }) {
  const live = useMemo(() => ({ row: run, receivedAt: Date.now() }), [run]);
  const now = useNow(run.state === "running");
  return (
    <dl class="figures">
      <ScoreFigures score={run.score} />
      <Figure name="duration" value={formatDuration(durationAt(live, now))} />
      {run.backend !== null && <Figure name="backend" value={run.backend} />}
      {run.attempt > 1 && <Figure name="attempt" value={String(run.attempt)} />}
    </dl>
  );
}

/** There from the beginning, so that nothing moves when the first value comes. */
function ScoreFigures({ score }: { score: Score | null }) {
  const { metric, best, last, nonFinite } = score ?? NO_SCORE;
  return (
    <>
      <Figure name={metric} value={formatMetric(metric, best ?? nonFinite)} />
      <Figure name={`last ${metric}`.trim()} value={formatMetric(metric, last)} />
    </>
  );
}

const NO_SCORE = { metric: "", best: null, last: null, nonFinite: null };

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
