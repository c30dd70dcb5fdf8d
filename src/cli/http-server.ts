import { once } from "node:events";
import type { Server } from "node:http";
import { InvalidArgumentError } from "commander";
import type { Express } from "express";
import { SweepError } from "../core/errors.js";

/** @throws SweepError("environment") that names the option which is at fault. */
export async function listen(app: Express, port: number, host: string): Promise<Server> {
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

/** With the port that it listens on, also where any free one was asked for. */
export function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : "";
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Ends the server and what is connected to it. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections(); // event streams never end by themselves
  await closed;
}

const GRACE_MS = 5_000; // longer than any batch takes

/** Takes no more requests, and ends the server when those that have begun are answered. */
export async function shutDown(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close(); // ends idle connections, too
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  try {
    await closed;
  } finally {
    clearTimeout(timer);
  }
}

/** The parser of an option `--port`. */
export function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError(`expected a port from 0 to 65535, got ${text}`);
}
