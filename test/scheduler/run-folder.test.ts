import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { RecordedConfig } from "../../src/protocol/config.js";
import { type RunPaths, runPaths } from "../../src/protocol/run-paths.js";
import { prepareRunFolder } from "../../src/scheduler/run-folder.js";
import { temporaryRunsDir } from "../executors/harness.js";
import { ENVIRONMENT } from "./harness.js";

describe("the preparation of a run's folder", () => {
  let paths: RunPaths;
  beforeEach(async () => {
    paths = runPaths(temporaryRunsDir(), "aa");
    await prepare(1);
    writeFileSync(paths.exit, "of the first");
    writeFileSync(paths.output, "of the first");
    writeFileSync(join(paths.artifacts, "model.txt"), "of the first");
  });

  /** Of config.json only the attempt is looked at. */
  const prepare = (attempt: number) =>
    prepareRunFolder(paths, { config: { attempt } as RecordedConfig, environment: ENVIRONMENT });
  const first = (name: string) => join(paths.attempts, "1", name);
  const namesIn = (folder: string) => readdirSync(folder).toSorted();

  it("puts aside what the attempt before left", async () => {
    await prepare(2);
    expect(namesIn(paths.dir)).toEqual([
      "artifacts",
      "attempts",
      "config.json",
      "environment.json",
    ]);
    expect(namesIn(paths.artifacts)).toEqual([]);
    expectFirstKept();
  });

  it("goes on where one was killed among the files: the attempt keeps all of them", async () => {
    mkdirSync(first(""), { recursive: true });
    renameSync(paths.exit, first("exit.json"));
    await prepare(3);
    expectFirstKept();
    expect(namesIn(paths.attempts)).toEqual(["1"]);
  });

  it("goes on where one was killed before its config.json: what it made itself is none of the earlier attempt's", async () => {
    await prepare(2);
    writeFileSync(paths.config, JSON.stringify({ attempt: 1 }));
    await prepare(3);
    expectFirstKept();
    expect(namesIn(paths.attempts)).toEqual(["1"]);
    expect(namesIn(paths.dir)).toEqual([
      "artifacts",
      "attempts",
      "config.json",
      "environment.json",
    ]);
  });

  function expectFirstKept() {
    expect(namesIn(first(""))).toEqual([
      "artifacts",
      "environment.json",
      "exit.json",
      "output.log",
    ]);
    for (const name of ["exit.json", "output.log", "artifacts/model.txt"])
      expect(readFileSync(first(name), "utf8")).toBe("of the first");
  }
});
