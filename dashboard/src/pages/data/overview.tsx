import type { DataLook } from "../../../../src/api/data.js";
import { rangeText } from "../../format.js";

/** Which files, how many rows, and how they are divided. */
export function Overview({ look: { source, train, test, split } }: { look: DataLook }) {
  const count = (rows: number) => rows.toLocaleString("en");
  const seed = `seed ${split.seed}`;
  return (
    <dl class="figures">
      {split.kind === "one" ? (
        <>
          <Figure name="rows to train on" value={count(split.train)} />
          <Figure name="rows for validation" value={count(split.validation)} note={seed} />
        </>
      ) : (
        <>
          <Figure name="labelled rows" value={count(train.rows)} note="each for validation once" />
          <Figure name="folds" value={count(split.folds.length)} note={seed} />
          <Figure
            name="rows for validation in each"
            value={rangeText(split.folds)}
            note={`${rangeText(split.folds.map((rows) => train.rows - rows))} to train on`}
          />
        </>
      )}
      <Figure name="rows to predict" value={count(test.rows)} note="without labels" />
      <Figure
        name="training file"
        value={source === "embedded" ? "embedded digits" : (train.file.split("/").at(-1) ?? "")}
        note={`SHA-256 ${train.sha256.slice(0, 12)}`}
        title={train.file}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: string;
  title?: string;
}

function Figure({ name, value, note, title }: FigureProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note && <dd class="figure-note">{note}</dd>}
    </div>
  );
}
