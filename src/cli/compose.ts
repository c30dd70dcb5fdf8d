/** The program: what every command line begins with. Only the command that it names is loaded, which is most of the start-up. */
import { Command } from "commander";
import { outliveReaders } from "./closed-output.js";
import { report } from "./report.js";
import { version } from "./version.js";
import { type CommandEntry, commands } from "./wiring/commands.js";

const EXIT_CODES = `
Exit code: 0 done, 1 not done (the message says why), 2 wrong command line, 130 stopped before all was trained.`;

/** Runs one command line. @returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders();
  try {
    const program = await createProgram(argv);
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    return report(error);
  }
}

async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = bareProgram();
  const named = namedBy(argv);
  for (const entry of commands) {
    const command = entry.name === named ? await load(entry, program) : inList(entry);
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

function bareProgram(): Command {
  return new Command("sweep")
    .description(
      "A YAML experiment becomes training runs, a dashboard, a champion and a submission.",
    )
    .version(version())
    .option("--runs-dir <dir>", "where runs are kept (default: SWEEP_RUNS_DIR, else ./runs)")
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", EXIT_CODES)
    .exitOverride();
}

/** `ls` of `sweep --runs-dir x ls` and of `sweep help ls`; undefined where the command line names none. */
function namedBy(argv: readonly string[]): string | undefined {
  const [first, second] = bareProgram().parseOptions([...argv]).operands;
  return first === "help" ? second : first;
}

async function load(entry: CommandEntry, program: Command): Promise<Command> {
  const { createContext } = await import("./wiring/context.js");
  return entry.load(createContext(() => program.opts<{ runsDir?: string }>().runsDir));
}

/** What the list of commands shows of one that is not called. */
function inList({ name, arguments: declared, about }: CommandEntry): Command {
  return new Command(name).description(about).usage(`[options] ${declared}`.trim());
}
