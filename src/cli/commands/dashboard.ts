import { once } from "node:events";
import type { Server } from "node:http";
import { Command, InvalidArgumentError } from "commander";
import type { Express } from "express";
import { SweepError } from "../../core/errors.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { printLine } from "../format/print.js";

const EXAMPLES = `
Shows runs, learning curves, confusion matrices and misclassified digits, live while training, beside \`sweep run\` or without it;
makes submissions, and shows what each changed. It answers this machine alone unless --host says otherwise; there is no password.

Examples:
  $ sweep dashboard
  $ sweep dashboard --port 8080`;

const DEFAULT_PORT = 4600; // not registered for anything common

export interface DashboardDeps {
  createApp(options: { store: Store; runsDir: string; host: string }): Express;
  /** Resolves when the user wants to end (Ctrl-C, SIGTERM). */
  untilStopped(): Promise<void>;
}

/** `sweep dashboard` */
export function dashboardCommand(context: CliContext, deps: DashboardDeps): Command {
  return new Command("dashboard")
    .description("serve the dashboard in the browser")
    .option("-p, --port <port>", "port to listen on; 0 takes a free one", toPort, DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addHelpText("after", EXAMPLES)
    .action(async ({ port, host }: { port: number; host: string }) => {
      const store = context.openStore({ create: true });
      try {
        const app = deps.createApp({ store, runsDir: context.runsDir(), host });
        const server = await listen(app, port, host);
        printLine(context.stdout, `dashboard: ${urlOf(server, host)}  (Ctrl-C ends it)`);
        await deps.untilStopped();
        await close(server);
      } finally {
        store.close();
      }
    });
}

async function listen(app: Express, port: number, host: string): Promise<Server> {
  const server = app.listen(port, host);
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    throw new SweepError("environment", listenProblem(error as NodeJS.ErrnoException, port, host));
  }
}

function listenProblem(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `--port: expected a free port, but ${port} is in use: try --port ${port + 1}`;
    case "EACCES":
      return `--port: not allowed to listen on ${port}: ports below 1024 are the administrator's`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `--host: expected an address of this machine, got ${host}`;
    default:
      return `cannot listen on ${host}:${port}: ${error.message}`;
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : "";
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections(); // event streams never end by themselves
  await closed;
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError(`expected a port from 0 to 65535, got ${text}`);
}
