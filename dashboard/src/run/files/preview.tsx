import { artifactUrl } from "../../api-client.js";
import { formatBytes } from "../../format.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { Scroll } from "../../ui/scroll.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { previewKind } from "./preview-kind.js";
import { readBeginning } from "./read-beginning.js";

export interface PreviewProps {
  run: string;
  path: string;
  bytes: number;
}

/** What is in a file: a picture as it is, of texts and tables the beginning. */
export function Preview({ run, path, bytes }: PreviewProps) {
  const kind = previewKind(path);
  if (kind === "picture") return <img class="preview" src={artifactUrl(run, path)} alt={path} />;
  if (kind === null) return <p class="note">There is no preview of such files: download it.</p>;
  return <TextPreview {...{ run, path, bytes }} isTable={kind === "table"} />;
}

function TextPreview({ run, path, bytes, isTable }: PreviewProps & { isTable: boolean }) {
  const loaded = useLoaded(`${run} ${path} ${bytes}`, () => readBeginning(artifactUrl(run, path)));
  return (
    <LoadedView loaded={loaded} what={path}>
      {({ text, isWhole }) => (
        <>
          <Scroll label={`Beginning of ${path}`} class="scroll preview">
            {isTable ? <Table text={text} /> : <pre>{text}</pre>}
          </Scroll>
          {!isWhole && <p class="note">The beginning; the file has {formatBytes(bytes)}.</p>}
        </>
      )}
    </LoadedView>
  );
}

const MOST_ROWS = 100; // that a person looks through

/** Cells without quotes, as trainers and Kaggle write them; a line with quotes is shown as it is. */
function Table({ text }: { text: string }) {
  const [head = [], ...rows] = text
    .trimEnd()
    .split("\n")
    .slice(0, MOST_ROWS + 1)
    .map((line) => (line.includes('"') ? [line] : line.split(",")));
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell, i) => (
            <th key={i} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, i) => (
          <tr key={i}>
            {cells.map((cell, j) => (
              <td key={j}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
