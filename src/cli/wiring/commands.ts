import type { Command } from "commander";
import type { CliContext } from "../context.js";

/** A command as `sweep --help` lists it; its code is loaded when it is called. */
export interface CommandEntry {
  name: string;
  /** As the command itself declares them. */
  arguments: string;
  /** Likewise. */
  about: string;
  load(context: CliContext): Promise<Command>;
}

/** Every command, in the order of `sweep --help`. A new one is a file in commands/ and an entry here. */
export const commands: readonly CommandEntry[] = [
  {
    name: "run",
    arguments: "<experiment>",
    about: "train what an experiment asks for",
    load: async (context) => (await import("./training.js")).run(context),
  },
  {
    name: "ls",
    arguments: "[experiment]",
    about: "list experiments and their runs",
    load: async (context) => (await import("../commands/ls.js")).lsCommand(context),
  },
  {
    name: "show",
    arguments: "<runId>",
    about: "everything about one run",
    load: async (context) => (await import("../commands/show.js")).showCommand(context),
  },
  {
    name: "logs",
    arguments: "<runId>",
    about: "print what a run's process wrote to stdout and stderr",
    load: async (context) => (await import("../commands/logs.js")).logsCommand(context),
  },
  {
    name: "best",
    arguments: "<experiment>",
    about: "rank an experiment's finished runs",
    load: async (context) => (await import("../commands/best.js")).bestCommand(context),
  },
  {
    name: "ensemble",
    arguments: "<experiment|runId...>",
    about: "make one model of several runs",
    load: async (context) => (await import("./training.js")).ensemble(context),
  },
  {
    name: "report",
    arguments: "<experiment>",
    about: "write an experiment's report, one HTML file",
    load: async (context) => (await import("./report.js")).report(context),
  },
  {
    name: "dashboard",
    arguments: "",
    about: "serve the dashboard in the browser",
    load: async (context) => (await import("./dashboard.js")).dashboard(context),
  },
  control("stop", "end an experiment's runs, or cancel one run"),
  control("pause", "let the processes stand still, nothing is lost"),
  control("resume", "let what is paused go on"),
  {
    name: "retry",
    arguments: "<experiment|runId...>",
    about: "train failed, cancelled and lost runs again",
    load: async (context) => (await import("./training.js")).retry(context),
  },
  annotation("tag", "<run-or-tag...>", "give runs tags, or take them away"),
  annotation("note", "[run] [text]", "write a note to a run; an empty one takes it away"),
  annotation("archive", "[run...]", "leave runs out of every list that does not ask for them"),
  annotation("unarchive", "[run...]", "bring archived runs back"),
  annotation("pin", "[run...]", "keep runs at the top of the dashboard's table"),
  annotation("unpin", "[run...]", "let pinned runs go"),
  {
    name: "promote",
    arguments: "[runId]",
    about: "make a run the champion",
    load: async (context) => (await import("../commands/promote.js")).promoteCommand(context),
  },
  {
    name: "submit",
    arguments: "<runId>",
    about: "write a run's Kaggle submission",
    load: async (context) => (await import("./answers.js")).submit(context),
  },
  {
    name: "export",
    arguments: "<runId>",
    about: "hand out a run's trained network",
    load: async (context) => (await import("./export.js")).exportRun(context),
  },
  {
    name: "serve",
    arguments: "[runId]",
    about: "answer requests with a run's model, and a page to draw digits on",
    load: async (context) => (await import("./serve.js")).serve(context),
  },
  {
    name: "submissions",
    arguments: "[runId]",
    about: "list the submissions that were written",
    load: async (context) =>
      (await import("../commands/submissions.js")).submissionsCommand(context),
  },
  {
    name: "score",
    arguments: "<submission|runId>",
    about: "score a submission against a solution file",
    load: async (context) => (await import("./answers.js")).score(context),
  },
  {
    name: "reindex",
    arguments: "",
    about: "rebuild the database from the run folders",
    load: async (context) => (await import("./reindex.js")).reindex(context),
  },
  {
    name: "data",
    arguments: "[experiment]",
    about: "look at the data: classes, pixels, duplicates, outliers",
    load: async (context) => (await import("./training.js")).data(context),
  },
  {
    name: "doctor",
    arguments: "",
    about: "check what works on this machine, and how fast",
    load: async (context) => (await import("./doctor.js")).doctor(context),
  },
];

function control(name: "stop" | "pause" | "resume", about: string): CommandEntry {
  return {
    ...{ name, arguments: "<experiment|runId>", about },
    load: async (context) => named(name, (await import("./control.js")).control(context)),
  };
}

function annotation(name: string, declared: string, about: string): CommandEntry {
  return {
    ...{ name, arguments: declared, about },
    load: async (context) =>
      named(name, (await import("../commands/annotate.js")).annotationCommands(context)),
  };
}

function named(name: string, family: readonly Command[]): Command {
  const found = family.find((command) => command.name() === name);
  if (found === undefined) throw new Error(`commands: expected one called ${name}`);
  return found;
}
