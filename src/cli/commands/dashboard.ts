import { Command } from "commander";
import type { Express } from "express";
import { SweepError } from "../../core/errors.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { printLine } from "../format/print.js";
import { close, listen, toPort, urlOf } from "../http-server.js";

const EXAMPLES = `
Shows runs, learning curves, confusion matrices and misclassified digits, live while training, beside \`sweep run\` or without it.
From it experiments are started, runs are stopped, paused, resumed and retried, the champion is promoted, and submissions are
made; what it starts goes on when it ends. It answers this machine alone unless --host says otherwise. There is no password: with
another --host nothing can be changed unless --allow-actions is given.

Examples:
  $ sweep dashboard
  $ sweep dashboard --port 8080 --read-only
  $ sweep dashboard --host 0.0.0.0 --allow-actions`;

const DEFAULT_PORT = 4600; // not registered for anything common

export interface DashboardDeps {
  createApp(options: {
    store: Store;
    runsDir: string;
    host: string;
    /** Why nothing may be changed; null: it may. */
    forbidden: string | null;
  }): Express;
  /** Resolves when the user wants to end (Ctrl-C, SIGTERM). */
  untilStopped(): Promise<void>;
}

interface Options {
  port: number;
  host: string;
  allowActions?: boolean;
  readOnly?: boolean;
}

/** `sweep dashboard` */
export function dashboardCommand(context: CliContext, deps: DashboardDeps): Command {
  return new Command("dashboard")
    .description("serve the dashboard in the browser")
    .option("-p, --port <port>", "port to listen on; 0 takes a free one", toPort, DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--allow-actions", "let everybody who reaches it start, stop and change things")
    .option("--read-only", "let nobody change anything")
    .addHelpText("after", EXAMPLES)
    .action(async (options: Options) => {
      const { port, host } = options;
      const forbidden = whyForbidden(options);
      const store = context.openStore({ create: true });
      try {
        const app = deps.createApp({ store, runsDir: context.runsDir(), host, forbidden });
        const server = await listen(app, port, host);
        printLine(context.stdout, `dashboard: ${urlOf(server, host)}  (Ctrl-C ends it)`);
        await deps.untilStopped();
        await close(server);
      } finally {
        store.close();
      }
    });
}

/** Null: everything can be done. Whoever reaches another address than loopback may be anybody. */
function whyForbidden({ host, allowActions, readOnly }: Options): string | null {
  if (allowActions && readOnly)
    throw new SweepError(
      "usage",
      "dashboard: expected one of --allow-actions and --read-only, got both",
    );
  if (readOnly) return "this dashboard was started with --read-only: nothing can be changed here";
  if (allowActions || isLoopback(host)) return null;
  return `this dashboard listens on ${host}, which others may reach: start it with --allow-actions to change things here`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}
