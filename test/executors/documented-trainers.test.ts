import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LocalExecutor } from "../../src/executors/local/local-executor.js";
import { eventsOf, launchOf, temporaryRunsDir } from "./harness.js";
import { hostEntry } from "./local/host-entry.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = readFileSync(join(root, "docs/trainers.md"), "utf8");

const SCRIPTS = [
  { file: "train.py", argv: ["python3", "train.py", "--learning_rate=0.1"] },
  { file: "train.sh", argv: ["sh", "train.sh", "--learning_rate=0.1"] },
  { file: "train.mjs", argv: [process.execPath, "train.mjs"] },
];

describe.each(SCRIPTS)("docs/trainers.md: $file", ({ file, argv }) => {
  const program = argv[0] ?? "";
  const isMissing = spawnSync(program, ["-c", ""]).error !== undefined;

  it.skipIf(isMissing)(`trains as a command (needs ${program})`, async () => {
    const cwd = temporaryRunsDir();
    writeFileSync(join(cwd, file), block(file));
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync(root, join(cwd, "node_modules", "sweep"));
    const launch = launchOf(
      join(cwd, "runs"),
      { kind: "command", argv, cwd },
      { parameters: { learning_rate: 0.1 } },
    );
    const executor = new LocalExecutor({ runsDir: join(cwd, "runs"), hostEntry });
    const { report } = await (await executor.start(launch)).ended;
    expect(report).toMatchObject({ code: 0 });
    const losses = eventsOf(launch.paths).flatMap((event) =>
      event.type === "metrics" ? [Number(event.values.loss)] : [],
    );
    expect(losses).toHaveLength(20);
    expect(losses[0]).toBeCloseTo(16, 3); // (5 − 0.1 · 2 · 5)²
    expect(losses[19]).toBeLessThan(0.01);
  });
});

/** The code block whose first line names the file. */
function block(file: string): string {
  const found = text.match(new RegExp(`\`\`\`\\w+\\n(\\S+ ${file}\\n[^]*?)\`\`\``))?.[1];
  if (found === undefined) throw new Error(`docs/trainers.md: expected a code block for ${file}`);
  return found.replace(/^\/\/ .*\n/, "");
}
