import { SweepError } from "../core/errors.js";
import type { JsonValue, Parameters } from "../core/json.js";
import { unknownKey } from "./check.js";

/** The environment of a run's process, with SWEEP_CONFIG in it. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface MacroContext {
  parameters: Parameters;
  environment: Environment;
  /** What follows the colon in `${envvar:NAME}`. */
  argument: string;
}

/** Macros that become several words: they must be a word of their own. */
const LISTS: Record<string, (context: MacroContext) => string[]> = {
  args: ({ parameters }) => flags(parameters, (name, value) => [`--${name}=${value}`]),
  args_no_equals: ({ parameters }) => flags(parameters, (name, value) => [`--${name}`, value]),
  args_no_hyphens: ({ parameters }) => flags(parameters, (name, value) => [`${name}=${value}`]),
  args_no_boolean_flags: ({ parameters }) =>
    flags(parameters, (name, value) => {
      if (value === "false") return [];
      return value === "true" ? [`--${name}`] : [`--${name}=${value}`];
    }),
};

/** Macros that become one text: they may stand within a word. */
const TEXTS: Record<string, (context: MacroContext) => string> = {
  args_json: ({ parameters }) => JSON.stringify(parameters),
  args_json_file: ({ environment }) => variable(environment, "SWEEP_CONFIG"),
  envvar: ({ environment, argument }) => variable(environment, argument),
  env: () => "/usr/bin/env",
  interpreter: () => "python3",
};

const MACRO = /(\$?)\$\{([^}]*)\}/g; // `$${x}` is the text `${x}`

/**
 * Replaces the macros of a command's words by a run's values (docs/experiments.md lists them).
 * @throws SweepError("spec") when an environment variable is not set.
 */
export function expandCommand(
  command: readonly string[],
  parameters: Parameters,
  environment: Environment,
): string[] {
  return command.flatMap((word) => {
    const list = /^\$\{([^}]*)\}$/.exec(word)?.[1];
    const expandList = list === undefined ? undefined : own(LISTS, list);
    if (expandList) return expandList({ parameters, environment, argument: "" });
    return [
      word.replace(MACRO, (written, dollar: string, body: string) => {
        const { name, argument } = parseMacro(body);
        const expand = own(TEXTS, name);
        return dollar === "" && expand
          ? expand({ parameters, environment, argument })
          : written.slice(dollar.length);
      }),
    ];
  });
}

/** What is wrong with the macros of a word, or null. */
export function macroProblem(word: string): string | null {
  for (const [written, dollar, body = ""] of word.matchAll(MACRO)) {
    if (dollar !== "") continue;
    const { name, argument } = parseMacro(body);
    if (own(LISTS, name) && word !== written)
      return `expected \`${written}\` as a word of its own, got \`${word}\``;
    if (name === "program") return `expected the script's path in place of \`${written}\``;
    if (!own(LISTS, name) && !own(TEXTS, name))
      return `${unknownKey(name, [...Object.keys(LISTS), ...Object.keys(TEXTS)], "macro")}; as text it is written \`$${written}\``;
    if ((name === "envvar") !== /^[A-Za-z_][A-Za-z0-9_]*$/.test(argument))
      return name === "envvar"
        ? `expected a variable's name as in \`\${envvar:HOME}\`, got \`${written}\``
        : `expected \`\${${name}}\`, got \`${written}\``;
  }
  return null;
}

function parseMacro(body: string): { name: string; argument: string } {
  const colon = body.indexOf(":");
  if (colon === -1) return { name: body, argument: "" };
  return { name: body.slice(0, colon), argument: body.slice(colon + 1) };
}

function own<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function flags(
  parameters: Parameters,
  format: (name: string, value: string) => string[],
): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => format(name, argumentText(value)));
}

/** Text as it is, everything else as JSON. */
function argumentText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value !== undefined) return value;
  throw new SweepError("spec", `command: the environment variable \`${name}\` is not set`);
}
