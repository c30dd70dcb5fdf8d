import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commands } from "../../../src/cli/wiring/commands.js";
import { createContext } from "../../../src/cli/wiring/context.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const context = createContext(() => "runs");

describe("the list of commands", () => {
  it.each(commands)("says of $name what the command says of itself", async (entry) => {
    const command = await entry.load(context);
    expect(command.name()).toBe(entry.name);
    expect(command.description()).toBe(entry.about);
    expect(command.usage()).toBe(`[options] ${entry.arguments}`.trim());
  });

  it("has the commands of every file in commands/", async () => {
    const folder = fileURLToPath(new URL("../../../src/cli/commands/", import.meta.url));
    const names = new Set(commands.map(({ name }) => name));
    const families = ["annotate", "control"]; // of several commands
    const files = readdirSync(folder).map((file) => file.replace(".ts", ""));
    expect(files.filter((file) => !names.has(file) && !families.includes(file))).toEqual([]);
  });
});

describe("a command line", () => {
  it("loads no library of a command that it does not name", () => {
    expect(libraries(["--help"])).toEqual(["commander"]);
    const listing = libraries(["ls", "--help"]);
    expect(listing).toContain("better-sqlite3");
    expect(listing.filter((name) => HEAVY.includes(name))).toEqual([]);
  });

  it.each([[["ls", "--help"]], [["--runs-dir", "elsewhere", "ls", "--help"]], [["help", "ls"]]])(
    "finds the command that it names: %j",
    (argv) => {
      expect(sweep(argv)).toContain("--where");
    },
  );
});

const HEAVY = ["express", "yaml", "p-queue", "pngjs", "onnxruntime-node", "@tensorflow/tfjs-core"];

function sweep(argv: readonly string[]): string {
  return execFileSync(process.execPath, [MAIN, ...argv], { encoding: "utf8" });
}

/** The packages of which a file is loaded. */
function libraries(argv: readonly string[]): string[] {
  const { stderr } = spawnSync(process.execPath, [MAIN, ...argv], {
    encoding: "utf8",
    env: { ...process.env, NODE_DEBUG: "esm,module" },
  });
  const named = stderr.matchAll(/node_modules\/((?:@[^/'" ]+\/)?[^/'" ]+)\//g);
  return [...new Set([...named].map(([, name]) => String(name)))].sort();
}
