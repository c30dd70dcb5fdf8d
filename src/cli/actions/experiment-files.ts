/**
 * Experiments' files as the dashboard knows them. Invariants:
 *
 * 1. A file is named only by what `list` finds: regular files in the experiments folder and below, and experiments in the folder
 *    that the command was started in. Links are not followed, so that nothing outside is read.
 * 2. Saving makes a new file directly in the experiments folder, and never replaces one.
 */
import { type Dirent, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ExperimentFile } from "../../api/experiments.js";
import { SweepError } from "../../core/errors.js";
import { shownList } from "./shown-list.js";

const FOLDER = "experiments";
const DEEPEST = 3; // folders below it
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.ya?ml$/;
/** What an experiment has and other YAML files (of containers, of builds) have not. */
const EXPERIMENT = /^(parameters|extends|metric|method)\s*:/m;

export class ExperimentFiles {
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  list(): ExperimentFile[] {
    const own = yamlIn(this.#cwd, "", 0).filter((file) => EXPERIMENT.test(this.#text(file)));
    const files = [...yamlIn(join(this.#cwd, FOLDER), `${FOLDER}/`, DEEPEST), ...own];
    return files.map((file) => ({ file, description: descriptionOf(this.#text(file)) }));
  }

  /** @throws SweepError("not-found") that lists the known ones. */
  require(file: string): string {
    const known = this.list().map((each) => each.file);
    if (known.includes(file)) return file;
    throw new SweepError(
      "not-found",
      `experiment: expected ${shownList(known, "a file of the folder experiments, where there is none")}, got \`${file}\``,
    );
  }

  read(file: string): string {
    return this.#text(this.require(file));
  }

  save(name: string, text: string): string {
    if (!NAME.test(name))
      throw new SweepError(
        "usage",
        `name: expected letters, digits, \`.\`, \`_\` and \`-\`, ending in \`.yaml\`, got \`${name}\``,
      );
    mkdirSync(join(this.#cwd, FOLDER), { recursive: true });
    try {
      writeFileSync(join(this.#cwd, FOLDER, name), text, { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      throw new SweepError("conflict", `${FOLDER}/${name} exists already: choose another name`);
    }
    return `${FOLDER}/${name}`;
  }

  #text(file: string): string {
    return readFileSync(join(this.#cwd, file), "utf8");
  }
}

/** Paths of YAML files with `prefix` before them, in alphabetical order; none where the folder is missing. */
function yamlIn(folder: string, prefix: string, depth: number): string[] {
  const entries = entriesOf(folder).toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  return entries.flatMap((entry) => {
    if (entry.isFile() && /\.ya?ml$/.test(entry.name)) return [prefix + entry.name];
    if (!entry.isDirectory() || depth === 0) return [];
    return yamlIn(join(folder, entry.name), `${prefix}${entry.name}/`, depth - 1);
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** "" also where the YAML cannot be read: the preview says what is wrong with it. */
function descriptionOf(text: string): string {
  try {
    const { description } = parse(text) ?? {};
    return typeof description === "string" ? description : "";
  } catch {
    return ""; // see above
  }
}
