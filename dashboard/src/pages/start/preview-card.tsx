import type { ExperimentPreview, PreviewedRun } from "../../../../src/api/experiments.js";
import { exactValue, formatDuration, formatValue, plural } from "../../format.js";
import { flatten } from "../../parameters.js";
import { Scroll } from "../../ui/scroll.js";

export interface PreviewCardProps {
  preview: ExperimentPreview;
  jobs: number | null;
  isStarting: boolean;
  onJobs(jobs: number | null): void;
  onStart(): void;
}

/** The runs of an experiment before they are started, with how long they may take. */
export function PreviewCard({ preview, jobs, isStarting, onJobs, onStart }: PreviewCardProps) {
  const { name, method, metric, counts, learns, concurrency } = preview;
  const missing = counts.new + counts.unfinished;
  const isDone = missing === 0 && !learns;
  return (
    <>
      <p class="facts-line">
        sweep <code>{name}</code> · {method} · {metric.goal} <code>{metric.name}</code>
      </p>
      <p class="preview-counts">{countsText(preview)}</p>
      <p class="note">{timeText(preview)}</p>
      <form
        class="controls"
        onSubmit={(event) => {
          event.preventDefault();
          onStart();
        }}
      >
        <label class="picker">
          <span>Runs at once</span>
          <input
            class="text-input jobs-input"
            type="number"
            min={1}
            max={1000}
            placeholder={String(concurrency)}
            value={jobs ?? ""}
            onChange={({ currentTarget: { value } }) =>
              onJobs(Number(value) >= 1 ? Math.floor(Number(value)) : null)
            }
          />
        </label>
        <button type="submit" class="button is-primary" disabled={isStarting || isDone}>
          {isStarting
            ? "Starting…"
            : isDone
              ? "Nothing to train"
              : `Start ${learns ? "" : plural(missing, "run")}`.trim()}
        </button>
      </form>
      {preview.runs.length > 0 && <RunsPreview runs={preview.runs} />}
    </>
  );
}

function countsText(preview: ExperimentPreview): string {
  const { counts, runs, learns, runCap, method, folds } = preview;
  if (learns) return `${method} proposes up to ${runCap} runs as results arrive.`;
  const parts = (["cached", "unfinished", "new"] as const)
    .filter((standing) => counts[standing] > 0)
    .map((standing) => `${counts[standing].toLocaleString("en")} ${WORDS[standing]}`);
  const each = folds === null ? "" : ` (${folds} folds of each configuration)`;
  return `${plural(runs.length, "run")}${each}: ${parts.join(", ")}`;
}

const WORDS = { cached: "cached", unfinished: "known and unfinished", new: "new" };

function timeText({ estimate, counts, learns }: ExperimentPreview): string {
  if (learns) return "No estimate: its runs are not known beforehand.";
  if (counts.new + counts.unfinished === 0)
    return "All of them are finished: nothing is left to train.";
  if (!estimate) return "No estimate: nothing like it was trained on this machine.";
  const { lowMs, highMs, basis, unknown } = estimate;
  const rest = unknown > 0 ? `, without ${plural(unknown, "run")} that are like none before` : "";
  return `About ${formatDuration(lowMs)} to ${formatDuration(highMs)}${rest}, judged by ${basis}.`;
}

const MOST_ROWS = 200; // more are counted below the table

function RunsPreview({ runs }: { runs: readonly PreviewedRun[] }) {
  const flat = runs.map(({ parameters }) => new Map(flatten(parameters)));
  const names = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  const text = (i: number, name: string) => exactValue(flat[i]?.get(name));
  const varying = names.filter((name) => flat.some((_, i) => text(i, name) !== text(0, name)));
  const shared = names.filter((name) => !varying.includes(name));
  const rest = runs.length - MOST_ROWS;
  return (
    <>
      <Scroll label="Runs to train">
        <table class="table preview-table">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">State</th>
              {varying.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.slice(0, MOST_ROWS).map((run, i) => (
              <tr key={run.id}>
                <th scope="row">{run.name}</th>
                <td>{run.standing === "unfinished" ? run.state : run.standing}</td>
                {varying.map((name) => (
                  <td key={name} title={text(i, name)}>
                    {formatValue(flat[i]?.get(name))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rest > 0 && <p class="note">and {plural(rest, "more run")}</p>}
      {shared.length > 0 && (
        <p class="note shared-parameters">
          For all of them: {shared.map((name) => `${name} = ${text(0, name)}`).join(", ")}
        </p>
      )}
    </>
  );
}
