import type { DataLook } from "../../../../src/api/data.js";

/** Which files, how many rows, and how they are divided. */
export function Overview({ look: { source, train, test, split } }: { look: DataLook }) {
  const count = (rows: number) => rows.toLocaleString("en");
  return (
    <dl class="figures">
      <Figure name="rows to train on" value={count(split.train)} />
      <Figure
        name="rows for validation"
        value={count(split.validation)}
        note={`seed ${split.seed}`}
      />
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
