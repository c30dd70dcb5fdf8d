/**
 * Does what a command names exist? Only what is sure to be missing is refused: a program that cannot be found, and the script of an
 * interpreter. Whatever has a macro is left to the start of a run, and so is every word that may be an option, code, a module
 * or a file that the program makes.
 */
import { didYouMean } from "../core/suggest.js";

/** The machine, as far as a command meets it. Paths are relative to the folder in which the command runs. */
export interface CommandFiles {
  /** Of a program as it is written: a path where it has a slash, else a name on PATH. */
  findProgram(program: string): "found" | "missing" | "not-executable";
  /** Is there a file or folder of this path, or for a name without a slash on PATH? */
  hasScript(path: string): boolean;
  /** Paths that may have been meant by one that is missing: its neighbours. */
  neighbours(path: string): string[];
}

/** What is wrong, and with which of the command's words. */
export interface MissingFile {
  index: number;
  message: string;
}

/** Null where nothing is known to be missing. */
export function findMissing(
  command: readonly string[],
  cwd: string,
  files: CommandFiles,
): MissingFile | null {
  const start = skipEnv(command);
  const program = command[start] === INTERPRETER_MACRO ? "python3" : (command[start] ?? "");
  if (program === "" || hasMacro(program)) return null;
  const problem = programProblem(program, cwd, files);
  if (problem !== null) return { index: start, message: problem };
  const index = start + 1 + flagsOf(program, command.slice(start + 1));
  const script = command[index] ?? "";
  if (!isScriptOf(program, script) || isThere(program, script, files)) return null;
  return { index, message: scriptProblem(script, cwd, files) };
}

const INTERPRETER_MACRO = `\${interpreter}`;
const ENV = new Set(["env", "/usr/bin/env", `\${env}`]);

/** `env python3 train.py` starts what comes after it; before options or variables nothing is looked at but `env`. */
function skipEnv([first = "", second]: readonly string[]): number {
  const isPlain = second !== undefined && !/^-|=/.test(second);
  return ENV.has(first) && isPlain ? 1 : 0;
}

function hasMacro(word: string): boolean {
  return word.includes(`\${`);
}

function programProblem(program: string, cwd: string, files: CommandFiles): string | null {
  const found = files.findProgram(program);
  if (found === "found") return null;
  if (found === "not-executable")
    return `expected an executable file, got \`${program}\`, which is not one`;
  if (program.includes("/")) {
    const meant = didYouMean(program, files.neighbours(program));
    return `expected a program, found no \`${program}\` in ${cwd}${meant}`;
  }
  const known = [...PYTHON, ...JAVASCRIPT, ...OTHERS].filter(
    (name) => files.findProgram(name) === "found",
  );
  return `expected a program, found no \`${program}\` on PATH${didYouMean(program, known)}`;
}

const PYTHON = ["python", "python3", "pypy", "pypy3", "torchrun"];
/** These find `train.js` by `train` and some `train.ts` by `train.js`. */
const JAVASCRIPT = ["node", "nodejs", "bun", "tsx", "ts-node"];
const OTHERS = [
  "sh",
  "bash",
  "dash",
  "zsh",
  "ksh",
  "ruby",
  "perl",
  "Rscript",
  "julia",
  "lua",
  "php",
];

/** `/usr/bin/python3.12` → `python3` */
function interpreterOf(program: string): string {
  return (program.split("/").at(-1) ?? "").replace(/(?<=^(python|pypy)\d?)[\d.]*$/, "");
}

const VALUELESS = /^-[bBdEiIOPqsSuvx]+$/; // options of Python that take no value, as in `python3 -u train.py`

function flagsOf(program: string, words: readonly string[]): number {
  if (!PYTHON.includes(interpreterOf(program))) return 0;
  const first = words.findIndex((word) => !VALUELESS.test(word));
  return first === -1 ? words.length : first;
}

const SUFFIX = /\.(pyw?|pyz|[cm]?[jt]s|[jt]sx|sh|bash|zsh|rb|pl|[rR]|jl|lua|php)$/;

/** Is the word surely the path of a script that the program reads? */
function isScriptOf(program: string, word: string): boolean {
  if (![...PYTHON, ...JAVASCRIPT, ...OTHERS].includes(interpreterOf(program))) return false;
  if (hasMacro(word) || /^-|^\/(dev|proc)\/|:\/\//.test(word)) return false; // options, pipes, addresses
  return word.includes("/") || SUFFIX.test(word);
}

function isThere(program: string, script: string, files: CommandFiles): boolean {
  if (files.hasScript(script)) return true;
  if (!JAVASCRIPT.includes(interpreterOf(program))) return false;
  const stem = `${script.replace(SUFFIX, "")}.`;
  return files.neighbours(script).some((path) => path.startsWith(stem));
}

function scriptProblem(script: string, cwd: string, files: CommandFiles): string {
  return `expected a script, found no \`${script}\` in ${cwd}, where the command runs${didYouMean(script, files.neighbours(script))}`;
}
