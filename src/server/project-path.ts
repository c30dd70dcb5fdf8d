import { dirname, isAbsolute, relative } from "node:path";

/** A path as the user would write it: relative to the folder that holds runs/, where it lies inside that. */
export function projectPath(runsDir: string, path: string): string {
  const short = relative(dirname(runsDir), path);
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}
