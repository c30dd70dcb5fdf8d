import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

it("a server ends when the shell through which npm started it is killed, which passes no signal on", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "sweep-npm-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const line = `"$0" "$1" dashboard --port 0; true`; // a shell that stays
  const shell = spawn("sh", ["-c", line, process.execPath, MAIN], {
    ...{ cwd, env: { ...process.env, npm_command: "exec" } },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = await once(shell.stdout, "data");
  expect(String(first)).toContain("dashboard: http://");
  shell.kill("SIGTERM");
  expect(await text(shell.stdout)).toBe(""); // ends with the server, which holds the other end
});
