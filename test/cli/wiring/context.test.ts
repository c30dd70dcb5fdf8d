import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createContext } from "../../../src/cli/wiring/context.js";

it("a missing database is answered with how to begin, or with how to restore it from the folders of the runs", () => {
  const runsDir = mkdtempSync(join(tmpdir(), "sweep-context-"));
  onTestFinished(() => rmSync(runsDir, { recursive: true, force: true }));
  const { openStore } = createContext(() => runsDir);
  mkdirSync(join(runsDir, "cache"));
  const file = join(runsDir, "sweep.db");
  expect(() => openStore()).toThrow(`${file}: no runs yet. Start some with`);
  for (const [id, message] of [
    [
      "aa11",
      "the database has no runs, but the folder of 1 run is there: `sweep reindex` restores it",
    ],
    [
      "bb22",
      "the database has no runs, but the folders of 2 runs are there: `sweep reindex` restores them",
    ],
  ] as const) {
    mkdirSync(join(runsDir, id));
    writeFileSync(join(runsDir, id, "config.json"), "{}");
    expect(() => openStore()).toThrow(`${file}: ${message}`);
  }
});
