import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import type { CliContext } from "../../../src/cli/context.js";
import { SweepError } from "../../../src/core/errors.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { createWorkspace, START, type Workspace } from "../../selection/workspace.js";

process.env.TZ = "UTC"; // times are shown as local ones

/** Of a process that is gone, in a terminal's eyes. */
export const DEAD_PID = 999;

export interface Terminal extends Workspace {
  /** Runs the command that `create` makes with these arguments. @returns what it wrote, without the folder's own path. */
  run(create: (context: CliContext) => Command, ...args: string[]): Promise<Output>;
  context(streams: { stdout: Writable; stderr: Writable; columns?: number }): CliContext;
}

export interface Output {
  stdout: string;
  stderr: string;
}

/** A workspace in which commands can be run; it is an hour after START. */
export function createTerminal({ columns }: { columns?: number } = {}): Terminal {
  const workspace = createWorkspace();
  const context: Terminal["context"] = ({ stdout, stderr }) => ({
    cwd: workspace.dir,
    program: "npx sweep",
    runsDir: () => workspace.runsDir,
    openStore: () => openExisting(workspace.runsDir),
    stdout: columns === undefined ? stdout : Object.assign(stdout, { isTTY: true, columns }),
    stderr,
    now: () => START + 3_600_000,
    liveness: ({ pid }) => (pid === DEAD_PID ? "dead" : "alive"),
  });
  return {
    ...workspace,
    context,
    async run(create, ...args) {
      const stdout = new PassThrough();
      const stderr = new PassThrough();
      const output = Promise.all([text(stdout), text(stderr)]);
      const command = create(context({ stdout, stderr })).exitOverride();
      command.configureOutput({
        writeOut: (t) => stdout.write(t),
        writeErr: (t) => stderr.write(t),
      });
      try {
        await command.parseAsync(args, { from: "user" });
      } finally {
        stdout.end();
        stderr.end();
      }
      const [out, err] = await output;
      return {
        stdout: out.replaceAll(workspace.dir, "DIR"),
        stderr: err.replaceAll(workspace.dir, "DIR"),
      };
    },
  };
}

/** As wiring/context.ts: there is no store before the first run. */
function openExisting(runsDir: string) {
  const file = join(runsDir, "sweep.db");
  if (!existsSync(file)) throw new SweepError("not-found", `${runsDir}: there is no store yet`);
  return openSqliteStore({ file });
}
