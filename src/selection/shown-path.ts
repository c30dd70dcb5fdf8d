import { relative } from "node:path";

/** A path as people know it: relative to the directory they are in where it lies below that, else absolute. */
export function shownPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside === "" || inside.startsWith("..") ? path : inside;
}
