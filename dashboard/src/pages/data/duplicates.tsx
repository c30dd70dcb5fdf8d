import type { DataLook, DuplicatePair } from "../../../../src/api/data.js";
import { plural } from "../../format.js";
import { GreyPicture } from "../../ui/grey-picture.js";

/** Validation rows that training has seen, or nearly. */
export function Duplicates({ look: { duplicates, side, split } }: { look: DataLook }) {
  const { exact, exactAcross, contradictions, near, threshold, pairs, method } = duplicates;
  const across = split.kind === "one" ? "across training and validation" : "across folds";
  return (
    <section class="card" aria-labelledby="duplicates">
      <h2 id="duplicates">Likely duplicates</h2>
      <ul class="facts-list">
        <li class={exactAcross > 0 ? "is-bad" : undefined}>
          {exactAcross === 0
            ? noneText(split)
            : `${plural(exactAcross, "pair")} of equal pictures ${across}: validation is easier than new data.`}
        </li>
        <li>{plural(exact, "pair")} of equal pictures in the training file in all.</li>
        <li class={contradictions > 0 ? "is-bad" : undefined}>
          {contradictions === 0
            ? "No picture is there twice with different labels."
            : `${plural(contradictions, "pair")} of equal pictures with different labels: one of the two is wrong.`}
        </li>
        <li>
          {plural(near, "pair")} {across} with a correlation of {threshold} or more.
        </li>
      </ul>
      <details class="folded">
        <summary>How they were searched for</summary>
        <p class="note">{method}</p>
      </details>
      {pairs.length > 0 && (
        <ul class="pairs" aria-label="Most alike">
          {pairs.map((pair) => (
            <Pair key={`${pair.train.row} ${pair.validation.row}`} pair={pair} side={side} />
          ))}
        </ul>
      )}
    </section>
  );
}

function noneText(split: DataLook["split"]): string {
  return split.kind === "one"
    ? `None of the ${split.validation.toLocaleString("en")} validation rows is a copy of a row to train on.`
    : "No row of a fold is a copy of one in another fold.";
}

function Pair({
  pair: { train, validation, correlation },
  side,
}: {
  pair: DuplicatePair;
  side: number;
}) {
  return (
    <li>
      <GreyPicture
        bytes={train.picture}
        side={side}
        label={`${sideOf(train, "training")} row ${train.row}: a ${train.label}`}
      />
      <GreyPicture
        bytes={validation.picture}
        side={side}
        label={`${sideOf(validation, "validation")} row ${validation.row}: a ${validation.label}`}
      />
      <span class={train.label === validation.label ? undefined : "is-bad"}>
        {train.label} / {validation.label}
      </span>
      <span class="note">{correlation === 1 ? "equal" : correlation.toFixed(4)}</span>
    </li>
  );
}

function sideOf({ fold }: DuplicatePair["train"], side: string): string {
  return fold === undefined ? side : `fold ${fold + 1},`;
}
