import express from "express";
import { expect, it } from "vitest";
import { dashboardCommand } from "../../../src/cli/commands/dashboard.js";
import { createTerminal } from "./terminal.js";

async function forbiddenBy(...options: string[]) {
  const { run } = createTerminal();
  let told: string | null = "never asked";
  const result = await run(
    (context) =>
      dashboardCommand(context, {
        createApp({ forbidden }) {
          told = forbidden;
          return express();
        },
        untilStopped: async () => {},
      }),
    ...["--port", "0", ...options],
  );
  return { forbidden: told, result };
}

it.each([[[]], [["--host", "localhost"]], [["--host", "0.0.0.0", "--allow-actions"]]])(
  "with %j things can be changed from the dashboard",
  async (options) => {
    expect((await forbiddenBy(...options)).forbidden).toBeNull();
  },
);

it("changes nothing for those who reach another address than loopback, unless they are let", async () => {
  expect((await forbiddenBy("--host", "0.0.0.0")).forbidden).toBe(
    "this dashboard listens on 0.0.0.0, which others may reach: start it with --allow-actions to change things here",
  );
});

it("changes nothing with --read-only", async () => {
  expect((await forbiddenBy("--read-only")).forbidden).toBe(
    "this dashboard was started with --read-only: nothing can be changed here",
  );
});
