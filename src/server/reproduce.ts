import type { JsonValue, Parameters } from "../core/json.js";

/** What `sweep run` needs to train one run of an experiment again. */
export interface Reproduction {
  /** The experiment's file, as the user would write it. */
  file: string;
  /** The run's values of the parameters that the experiment varies, by dotted name. */
  parameters: Parameters;
}

/** A POSIX shell command that trains the run again, whatever is cached. */
export function reproduceCommand({ file, parameters }: Reproduction): string {
  const overrides = Object.entries(parameters).map(
    ([name, value]) => `--set ${quote(`parameters.${name}=${yaml(value)}`)}`,
  );
  return ["npx sweep run", quote(file), ...overrides, "--fresh"].join(" ");
}

/** JSON is YAML; a word that YAML reads as nothing but text needs no quotes. */
function yaml(value: JsonValue): string {
  const isWord = typeof value === "string" && /^[A-Za-z][\w-]*$/.test(value);
  const isReserved = /^(true|false|null|yes|no|on|off|y|n)$/i.test(String(value));
  return isWord && !isReserved ? value : JSON.stringify(value);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
