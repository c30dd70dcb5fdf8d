import type { AttemptItem, RunDetail } from "../../../src/api/runs.js";
import { formatBytes, formatDuration, formatTime } from "../format.js";
import { Message } from "../ui/message.js";
import { Scroll } from "../ui/scroll.js";

const TITLES = ["attempt", "outcome", "began", "took", "peak memory", "CPU time"];

/** Every attempt with how it ended and what it used. */
export function AttemptsSection({ detail: { attempts, run } }: { detail: RunDetail }) {
  if (attempts.length === 0) return null;
  return (
    <section class="card">
      <h2>Attempts</h2>
      <Scroll label="Attempts">
        <table>
          <thead>
            <tr>
              {TITLES.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <AttemptLine key={attempt.attempt} attempt={attempt} isLost={run.lost} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function AttemptLine({ attempt, isLost }: { attempt: AttemptItem; isLost: boolean }) {
  const { startedAt, endedAt, outcome, maxRssBytes, cpuSeconds } = attempt;
  return (
    <tr>
      <th scope="row">{attempt.attempt}</th>
      <td>
        <Message text={outcome?.text ?? (isLost ? "lost" : "under way")} />
      </td>
      <td>{formatTime(startedAt)}</td>
      <td>{formatDuration(endedAt === null ? null : endedAt - startedAt)}</td>
      <td>{formatBytes(maxRssBytes)}</td>
      <td>{formatDuration(cpuSeconds === null ? null : cpuSeconds * 1000)}</td>
    </tr>
  );
}
