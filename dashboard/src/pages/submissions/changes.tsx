import { useEffect, useState } from "preact/hooks";
import type {
  SubmissionChange,
  SubmissionChanges,
  SubmissionItem,
} from "../../../../src/api/submissions.js";
import { api, testImageUrl } from "../../api-client.js";
import { plural } from "../../format.js";
import { ConfusionMatrix } from "../../ui/confusion-matrix.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { PictureOrNumber } from "../../ui/row-picture.js";
import { useLoaded } from "../../ui/use-loaded.js";
import type { ChangeKind } from "./state.js";

export interface ChangesProps {
  submission: SubmissionItem;
  kind: ChangeKind | null;
  onKind(kind: ChangeKind | null): void;
}

const PAGE = 60; // pictures shown at once
const MOST_SHOWN = 500; // as many as the server gives at once

/** The test rows to which a submission gives other answers than the one before it. */
export function Changes({ submission: { id, before }, kind, onKind }: ChangesProps) {
  const [limit, setLimit] = useState(PAGE);
  const key = kind ? `${kind.before}-${kind.after}` : "all";
  useEffect(() => setLimit(PAGE), [key]);
  const loaded = useLoaded(`${id} ${key} ${limit}`, () => api.submissionChanges(id, kind, limit));
  return (
    <section class="card" aria-labelledby="changes" aria-busy={loaded.isLoading ? "true" : "false"}>
      <h2 id="changes">
        {before ? `What submission ${id} changed against ${before.id}` : `Submission ${id}`}
      </h2>
      <LoadedView loaded={loaded} what="the changed rows">
        {(report) =>
          report.against === null ? (
            <p class="note">
              It is the first one for its test file: there is none to compare with.
            </p>
          ) : (
            <>
              <p class="note">
                {plural(report.changed, "row")} of {report.rows.toLocaleString("en")} changed. Which
                answer is right nobody here knows: test rows have no labels.
              </p>
              {report.changed > 0 && (
                <>
                  <Kinds report={report} kind={kind} onKind={onKind} />
                  <Pictures report={report} onMore={() => setLimit(limit + PAGE)} />
                  <Matrix report={report} />
                </>
              )}
            </>
          )
        }
      </LoadedView>
    </section>
  );
}

const MOST_KINDS = 12; // buttons; the matrix has all

interface KindsProps extends Pick<ChangesProps, "kind" | "onKind"> {
  report: SubmissionChanges;
}

function Kinds({ report: { matrix, changed }, kind, onKind }: KindsProps) {
  const kinds = matrix
    .flatMap((row, before) => row.map((count, after) => ({ before, after, count })))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return (
    <fieldset class="patterns">
      <legend class="visually-hidden">Which changes to show</legend>
      <button
        type="button"
        class="button"
        aria-pressed={kind === null}
        onClick={() => onKind(null)}
      >
        all: {changed.toLocaleString("en")}
      </button>
      {kinds.slice(0, MOST_KINDS).map(({ before, after, count }) => (
        <button
          key={`${before}${after}`}
          type="button"
          class="button"
          aria-pressed={kind?.before === before && kind.after === after}
          onClick={() => onKind({ before, after })}
        >
          {before} → {after}: {count.toLocaleString("en")}
        </button>
      ))}
    </fieldset>
  );
}

function Pictures({ report, onMore }: { report: SubmissionChanges; onMore(): void }) {
  const { changes, matching, submission } = report;
  const left = matching - changes.length;
  return (
    <>
      <ul class="disagreeing changed-rows">
        {changes.map(({ row, id, before, after, confidence }) => (
          <li key={row}>
            <figure>
              <PictureOrNumber
                source={testImageUrl(submission.run, row)}
                name={`ImageId ${id}`}
                label={`test image ${id}`}
              />
              <figcaption>
                <span>
                  {before} → <strong>{after}</strong>
                </span>
                <Confidence {...confidence} />
                <span class="note">{id}</span>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
      {left > 0 && changes.length < MOST_SHOWN && (
        <button type="button" class="button" onClick={onMore}>
          Show more ({left.toLocaleString("en")} left)
        </button>
      )}
      {left > 0 && changes.length >= MOST_SHOWN && (
        <p class="note">The first {MOST_SHOWN} are shown: choose one kind of change to see more.</p>
      )}
    </>
  );
}

/** How sure each of the two was of its answer. */
function Confidence({ before, after }: SubmissionChange["confidence"]) {
  if (before === null && after === null) return null;
  return (
    <span title="How sure the one before was of its answer, and this one of its own">
      {sure(before)} → {sure(after)} %
    </span>
  );
}

function sure(share: number | null): string {
  return share === null ? "?" : (100 * share).toFixed(0);
}

function Matrix({ report: { matrix, submission, against } }: { report: SubmissionChanges }) {
  return (
    <details class="change-matrix">
      <summary>All changes as a table</summary>
      <ConfusionMatrix
        title={`Rows: answer of submission ${against?.id}, columns: of submission ${submission.id}.`}
        axes="answer before, by row; answer now, by column"
        counts={matrix}
      />
    </details>
  );
}
