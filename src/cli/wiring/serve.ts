import type { Command } from "commander";
import { createServingApp } from "../../serving/app.js";
import { serveCommand } from "../commands/serve.js";
import type { CliContext } from "../context.js";
import { describeDefect } from "../report.js";
import { untilInterrupted } from "../signals.js";
import { version } from "../version.js";
import { DRAW_PAGE } from "./paths.js";

export function serve(context: CliContext): Command {
  return serveCommand(context, {
    createApp: (options) =>
      createServingApp({
        ...options,
        assetsDir: DRAW_PAGE,
        version: version(),
        now: () => performance.now(),
        onDefect: (error) => context.stderr.write(`${describeDefect(error)}\n`),
      }),
    untilStopped: untilInterrupted,
  });
}
