import { useEffect, useState } from "preact/hooks";
import type { DisagreementReport } from "../../../../src/api/disagreements.js";
import { api } from "../../api-client.js";
import { plural } from "../../format.js";
import { ConfusionMatrix } from "../../ui/confusion-matrix.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { DisagreeingRow } from "./disagreeing-row.js";
import { letterOf } from "./letters.js";
import { mcnemarWords } from "./mcnemar-words.js";
import { patternWords } from "./pattern-words.js";

export interface DisagreementsProps {
  runs: readonly string[];
  pattern: string | null;
  onPattern(pattern: string | null): void;
}

const PAGE = 60; // pictures shown at once

/** The validation rows on which the runs' answers differ. */
export function Disagreements({ runs, pattern, onPattern }: DisagreementsProps) {
  const [limit, setLimit] = useState(PAGE);
  useEffect(() => setLimit(PAGE), [pattern]);
  const loaded = useLoaded(`${runs} ${pattern} ${limit}`, () =>
    api.disagreements(runs, { pattern, limit }),
  );
  return (
    <section
      class="card"
      aria-labelledby="disagreements"
      aria-busy={loaded.isLoading ? "true" : "false"}
    >
      <h2 id="disagreements">Where they disagree</h2>
      <LoadedView loaded={loaded} what="their answers">
        {(report) =>
          report.rows === 0 ? (
            <NothingInCommon />
          ) : (
            <>
              <Tests report={report} />
              <Matrices report={report} />
              <Patterns {...{ report, pattern, onPattern }} />
              <Pictures report={report} onMore={() => setLimit(limit + PAGE)} />
            </>
          )
        }
      </LoadedView>
    </section>
  );
}

function NothingInCommon() {
  return (
    <p class="warning">
      No validation row was answered by all of them, as with different folds of a cross-validation:
      their answers cannot be compared. Folds of the same number can.
    </p>
  );
}

function Tests({ report }: { report: DisagreementReport }) {
  const { runs, pairs, rows, sameSplit } = report;
  const letter = (id: string) => letterOf(runs.findIndex((run) => run.id === id));
  return (
    <div class="tests">
      {!sameSplit && (
        <p class="warning">
          The runs were not validated on the same rows: what follows is about the{" "}
          {plural(rows, "row")} that all of them answered. Rows that one run has learned from may be
          among the others’ validation rows.
        </p>
      )}
      <ul>
        {pairs.map((pair) => (
          <li key={pair.first + pair.second}>
            {mcnemarWords(pair, [letter(pair.first), letter(pair.second)])}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Matrices({ report: { runs } }: { report: DisagreementReport }) {
  return (
    <div class="matrices">
      {runs.map(({ id, confusion, accuracy }, i) => (
        <ConfusionMatrix
          key={id}
          title={`${letterOf(i)}: ${(100 * accuracy).toFixed(2)} % right. Rows: true class, columns: answer.`}
          counts={confusion}
        />
      ))}
    </div>
  );
}

interface PatternsProps extends Omit<DisagreementsProps, "runs"> {
  report: DisagreementReport;
}

function Patterns({ report: { patterns, total, rows }, pattern, onPattern }: PatternsProps) {
  if (total === 0)
    return <p class="note">They give the same answer on all {plural(rows, "row")}.</p>;
  const choices = [{ pattern: null, rows: total }, ...patterns];
  return (
    <fieldset class="patterns">
      <legend class="visually-hidden">Which disagreements to show</legend>
      {choices.map((choice) => (
        <button
          key={choice.pattern}
          type="button"
          class="button"
          aria-pressed={choice.pattern === pattern}
          onClick={() => onPattern(choice.pattern)}
        >
          {choice.pattern === null ? "all" : patternWords(choice.pattern)}:{" "}
          {choice.rows.toLocaleString("en")}
        </button>
      ))}
    </fieldset>
  );
}

function Pictures({ report, onMore }: { report: DisagreementReport; onMore(): void }) {
  const { disagreements, matching, runs } = report;
  return (
    <>
      <ul class="disagreeing">
        {disagreements.map((row) => (
          <DisagreeingRow key={row.row} row={row} run={runs[0]?.id ?? ""} />
        ))}
      </ul>
      {disagreements.length < matching && (
        <button type="button" class="button" onClick={onMore}>
          Show more ({(matching - disagreements.length).toLocaleString("en")} left)
        </button>
      )}
    </>
  );
}
