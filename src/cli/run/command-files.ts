import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { CommandFiles } from "../../spec/command-files.js";

/** This machine's, for commands that run in `cwd`. */
export function commandFiles(
  cwd: string,
  { PATH }: Record<string, string | undefined>,
): CommandFiles {
  const folders = PATH === undefined ? null : PATH.split(delimiter).map((dir) => resolve(cwd, dir));
  const placesOf = (name: string) =>
    name.includes("/") ? [resolve(cwd, name)] : (folders ?? []).map((dir) => join(dir, name));
  return {
    findProgram(program) {
      const isKnown = process.platform !== "win32" && (folders !== null || program.includes("/"));
      if (!isKnown) return "found"; // only the system knows where it looks
      const kinds = placesOf(program).map(kindOf);
      return (
        (["found", "not-executable"] as const).find((kind) => kinds.includes(kind)) ?? "missing"
      );
    },
    hasScript: (path) => [resolve(cwd, path), ...placesOf(path)].some((place) => existsSync(place)),
    neighbours(path) {
      const prefix = path.slice(0, path.lastIndexOf("/") + 1);
      return namesIn(resolve(cwd, prefix)).map((name) => prefix + name);
    },
  };
}

function kindOf(file: string): ReturnType<CommandFiles["findProgram"]> {
  try {
    if (statSync(file).isDirectory()) return "not-executable";
  } catch {
    return "missing"; // or in a folder that may not be read: nothing in it can be started either
  }
  try {
    accessSync(file, constants.X_OK);
    return "found";
  } catch {
    return "not-executable";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there, or not to be read: nothing can be proposed
  }
}
