/** Files as a tree of folders. Pure. */
export interface Folder<F> {
  name: string;
  folders: Folder<F>[];
  files: { name: string; file: F }[];
}

/** Folders and files in the order of their names. @param files with paths that have forward slashes */
export function fileTree<F extends { path: string }>(files: readonly F[]): Folder<F> {
  const root: Folder<F> = { name: "", folders: [], files: [] };
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const parts = file.path.split("/");
    const name = parts.pop() ?? "";
    parts.reduce(enter, root).files.push({ name, file });
  }
  return root;
}

function enter<F>(folder: Folder<F>, name: string): Folder<F> {
  const known = folder.folders.find((each) => each.name === name);
  if (known) return known;
  const made = { name, folders: [], files: [] };
  folder.folders.push(made);
  return made;
}
