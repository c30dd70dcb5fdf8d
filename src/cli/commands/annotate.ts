import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import { note, tag } from "../../core/tag.js";
import type { AnnotationChange, Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { chosenRuns } from "../format/chosen-runs.js";
import { formatCountOf } from "../format/number.js";
import { printJson, printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";

const ABOUT_RUNS = `
Runs are named by their ids, shortened as usual, by \`champion\`, or by --where and a filter (docs/query.md).`;

/** Commands that say something of runs: `tag`, `note`, `archive`, `unarchive`, `pin`, `unpin`. */
export function annotationCommands(context: CliContext): Command[] {
  return [
    tagCommand(context),
    noteCommand(context),
    switchCommand(context, "archive", "leave runs out of every list that does not ask for them", {
      archived: true,
    }),
    switchCommand(context, "unarchive", "bring archived runs back", { archived: false }),
    switchCommand(context, "pin", "keep runs at the top of the dashboard's table", {
      pinned: true,
    }),
    switchCommand(context, "unpin", "let pinned runs go", { pinned: false }),
  ];
}

interface Options {
  where?: string;
  json?: boolean;
}

function tagCommand(context: CliContext): Command {
  return annotation("tag", "give runs tags, or take them away")
    .argument("<run-or-tag...>", "ids of runs, +tag to add, -tag to remove")
    .allowUnknownOption() // `-old` is none
    .addHelpText(
      "after",
      `${ABOUT_RUNS}

Examples:
  $ sweep tag 8c1dfe02 +keep
  $ sweep tag 8c1dfe02 03ab91c4 +keep -old
  $ sweep tag +diverged --where 'loss.nonfinite is not missing'
  $ sweep ls --where tag:keep`,
    )
    .action((words: string[], options: Options) => {
      const { names, ...change } = readTags(words);
      return annotate(context, { names, change, options });
    });
}

function noteCommand(context: CliContext): Command {
  return annotation("note", "write a note to a run; an empty one takes it away")
    .argument("[run]", "id or the beginning of one")
    .argument("[text]", "the note")
    .addHelpText(
      "after",
      `${ABOUT_RUNS}

Examples:
  $ sweep note 8c1dfe02 "the first above 99.4 %"
  $ sweep note 8c1dfe02 ""
  $ sweep note --where 'tag:old' "before the data was cleaned"`,
    )
    .action((...given: [string | undefined, string | undefined, Options]) => {
      const options = given[2];
      const words = given.slice(0, 2).filter((word) => typeof word === "string");
      const text = words.pop();
      if (text === undefined || (words.length === 0 && options.where === undefined))
        throw new SweepError("usage", "note: expected a run and a text in quotes");
      return annotate(context, {
        names: words,
        change: { note: checked(note, text, "note") },
        options,
      });
    });
}

function switchCommand(
  context: CliContext,
  name: string,
  description: string,
  change: AnnotationChange,
): Command {
  return annotation(name, description)
    .argument("[run...]", "ids or the beginnings of some")
    .addHelpText(
      "after",
      `${ABOUT_RUNS}

Examples:
  $ sweep ${name} 8c1dfe02 03ab91c4
  $ sweep ${name} --where 'state = failed and created < 7d ago'`,
    )
    .action((names: string[], options: Options) => annotate(context, { names, change, options }));
}

function annotation(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--where <filter>", "all runs for which this is true")
    .option("--json", "one JSON document");
}

/** @throws SweepError("usage") for an option that there is none of, a word that is no tag, or no change at all. */
function readTags(words: readonly string[]): {
  names: string[];
  addTags: string[];
  removeTags: string[];
} {
  const option = words.find((word) => word.startsWith("--"));
  if (option) throw new SweepError("usage", `tag: expected a run, +tag or -tag, got \`${option}\``);
  const tags = (sign: string) =>
    words.filter((word) => word.startsWith(sign)).map((word) => checked(tag, word.slice(1), word));
  const [addTags, removeTags] = [tags("+"), tags("-")];
  if (addTags.length + removeTags.length === 0)
    throw new SweepError("usage", "tag: expected +tag or -tag, got runs alone");
  return { names: words.filter((word) => !/^[+-]/.test(word)), addTags, removeTags };
}

function checked(schema: typeof tag | typeof note, text: string, where: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new SweepError("usage", `${where}: ${parsed.error.issues[0]?.message}`);
}

interface Annotation {
  names: readonly string[];
  change: AnnotationChange;
  options: Options;
}

function annotate(context: CliContext, { names, change, options }: Annotation): Promise<void> {
  return withStore(context, (store: Store) => {
    const ids = chosenRuns(store, {
      names,
      where: options.where,
      witness: { liveness: context.liveness, now: context.now() },
    });
    const changed = store.annotateRuns(ids, change);
    const result = {
      changed: changed.map(({ id, annotations }) => ({ id, ...annotations })),
      unchanged: ids.length - changed.length,
    };
    if (options.json) printJson(context.stdout, result);
    else printLine(context.stdout, inWords(result.changed.length, result.unchanged));
  });
}

function inWords(changed: number, unchanged: number): string {
  const rest = unchanged > 0 ? `, ${unchanged} as before` : "";
  return `${formatCountOf(changed, "run")} changed${rest}`;
}
