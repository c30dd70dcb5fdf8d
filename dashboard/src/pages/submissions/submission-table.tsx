import { useState } from "preact/hooks";
import type { SubmissionItem, SubmissionList } from "../../../../src/api/submissions.js";
import { runHref } from "../../address.js";
import { submissionFileUrl } from "../../api-client.js";
import { usePermission } from "../../app/permission.js";
import { formatTime } from "../../format.js";
import { CopyHash } from "../../ui/copy-hash.js";
import { Scroll } from "../../ui/scroll.js";
import { calibrationWords } from "./calibration-words.js";
import { formatShare } from "./format-share.js";
import { ScoreDialog } from "./score-dialog.js";

export interface SubmissionTableProps {
  list: SubmissionList;
  /** Number of the one whose changes are shown. */
  shown: number | null;
  onShow(id: number): void;
  onEntered(list: SubmissionList): void;
}

/** All submissions, newest first. */
export function SubmissionTable({ list, shown, onShow, onEntered }: SubmissionTableProps) {
  const [scored, setScored] = useState<SubmissionItem | null>(null);
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">History</h2>
      <Scroll label="All submissions">
        <table class="submission-table">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Run</th>
              <th scope="col">Expected, 95 % interval</th>
              <th scope="col">Leaderboard</th>
              <th scope="col">Changed rows</th>
              <th scope="col">Written</th>
              <th scope="col">Pushed to</th>
              <th scope="col">Data</th>
              <th scope="col">File, SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {list.submissions.map((each) => (
              <Line
                key={each.id}
                submission={each}
                isShown={each.id === shown}
                onShow={() => onShow(each.id)}
                onScore={() => setScored(each)}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {list.calibration && <p class="note">{calibrationWords(list.calibration)}</p>}
      {scored && (
        <ScoreDialog submission={scored} onEntered={onEntered} onClose={() => setScored(null)} />
      )}
    </section>
  );
}

interface LineProps {
  submission: SubmissionItem;
  isShown: boolean;
  onShow(): void;
  onScore(): void;
}

function Line({ submission, isShown, onShow, onScore }: LineProps) {
  const { id, run, expected, createdAt, pushed, data } = submission;
  return (
    <tr class={isShown ? "is-shown" : undefined} data-submission={id}>
      <th scope="row">{id}</th>
      <td>
        <a href={runHref(run.id)}>{run.name || run.id}</a>
        <code class="run-id cell-small">{run.id}</code>
      </td>
      <td>
        {expected ? formatShare(expected.accuracy) : "unknown"}
        {expected && (
          <span class="cell-small note">
            {formatShare(expected.low)} – {formatShare(expected.high)}
          </span>
        )}
      </td>
      <td>
        <Score submission={submission} onScore={onScore} />
      </td>
      <td>
        <ChangedRows submission={submission} isShown={isShown} onShow={onShow} />
      </td>
      <td>{formatTime(createdAt)}</td>
      <td title={pushed ? formatTime(pushed.at) : undefined}>{pushed?.competition ?? "–"}</td>
      <td title={data.sha256 ? `SHA-256 ${data.sha256}` : undefined}>
        {data.name ?? "unknown"}
        {data.sha256 && <code class="run-id cell-small">{data.sha256.slice(0, 12)}</code>}
      </td>
      <td>
        {submission.hasFile ? (
          <a href={submissionFileUrl(id)} download title={submission.path}>
            CSV
          </a>
        ) : (
          <span title={`${submission.path} was removed or has changed`}>lost</span>
        )}{" "}
        <CopyHash hash={submission.sha256} what={`submission ${id}`} />
      </td>
    </tr>
  );
}

/** The leaderboard's score, to be entered where that is allowed. */
function Score({
  submission: { id, leaderboard },
  onScore,
}: Pick<LineProps, "submission" | "onScore">) {
  const permission = usePermission();
  const text = leaderboard ? formatShare(leaderboard.score, 3) : null;
  if (permission && !permission.allowed)
    return <span title={permission.why ?? undefined}>{text ?? "–"}</span>;
  const name = text
    ? `${text}: change the leaderboard score of submission ${id}`
    : `Enter the leaderboard score of submission ${id}`;
  return (
    <button type="button" class="button" aria-label={name} onClick={onScore}>
      {text ?? "enter…"}
    </button>
  );
}

function ChangedRows({ submission: { id, before }, isShown, onShow }: Omit<LineProps, "onScore">) {
  if (before === null) return <>first</>;
  if (before.changed === null) return <>unknown</>;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isShown}
      aria-label={`${before.changed.toLocaleString("en")} against ${before.id}: show the rows that submission ${id} changed`}
      onClick={onShow}
    >
      {before.changed.toLocaleString("en")} against {before.id}
    </button>
  );
}
