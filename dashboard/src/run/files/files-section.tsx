import { useMemo, useState } from "preact/hooks";
import type { ArtifactItem, RunDetail } from "../../../../src/api/runs.js";
import { artifactUrl } from "../../api-client.js";
import { formatBytes } from "../../format.js";
import { type Folder, fileTree } from "./file-tree.js";
import { Preview } from "./preview.js";
import { previewKind } from "./preview-kind.js";

/** The run's files as a tree: to look into, and to download. */
export function FilesSection({ detail }: { detail: RunDetail }) {
  const { artifacts, run } = detail;
  const [open, setOpen] = useState<string | null>(null);
  const tree = useMemo(() => fileTree(artifacts), [artifacts]);
  if (artifacts.length === 0) return null;
  return (
    <section class="card" aria-labelledby="artifacts">
      <h2 id="artifacts">Artifacts</h2>
      <FolderView folder={tree} run={run.id} open={open} onOpen={setOpen} />
    </section>
  );
}

interface FolderViewProps {
  folder: Folder<ArtifactItem>;
  run: string;
  /** Path of the file whose preview is shown. */
  open: string | null;
  onOpen(path: string | null): void;
}

function FolderView({ folder, ...rest }: FolderViewProps) {
  return (
    <ul class="files">
      {folder.folders.map((inner) => (
        <li key={inner.name}>
          <details open>
            <summary>{inner.name}/</summary>
            <FolderView folder={inner} {...rest} />
          </details>
        </li>
      ))}
      {folder.files.map(({ name, file }) => (
        <FileView key={name} {...{ name, file }} {...rest} />
      ))}
    </ul>
  );
}

interface FileViewProps extends Omit<FolderViewProps, "folder"> {
  name: string;
  file: ArtifactItem;
}

function FileView({ name, file, run, open, onOpen }: FileViewProps) {
  const { path, kind, bytes, sha256 } = file;
  const isOpen = open === path;
  return (
    <li>
      <div class="file">
        <a href={artifactUrl(run, path)} download>
          {name}
        </a>
        <span class="note">
          {kind}, {formatBytes(bytes)}, <code title={sha256}>{sha256.slice(0, 12)}</code>
        </span>
        {previewKind(path) !== null && (
          <button
            type="button"
            class="button is-quiet"
            aria-expanded={isOpen}
            aria-label={`Preview ${path}`}
            onClick={() => onOpen(isOpen ? null : path)}
          >
            {isOpen ? "hide" : "preview"}
          </button>
        )}
      </div>
      {isOpen && <Preview {...{ run, path, bytes }} />}
    </li>
  );
}
