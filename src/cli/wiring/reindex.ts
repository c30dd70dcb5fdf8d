import type { Command } from "commander";
import { identify, isAlive } from "../../executors/local/process-table.js";
import { reindexCommand } from "../commands/reindex.js";
import type { CliContext } from "../context.js";

export function reindex(context: CliContext): Command {
  return reindexCommand(context, { self: identify(process.pid), isAlive });
}
