import { describe, expect, it } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import { variantOf } from "../../../src/core/variant.js";
import { FINISHED, newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function runTests(stores: () => Stores): void {
  const ids = (runs: { id: string }[]) => runs.map(({ id }) => id);
  const saveRuns = (names: string[], now = 10, sweep = "digits") => {
    const { writer } = stores();
    const { id } = writer.saveSweep(newSweep({ name: sweep }), now);
    writer.setSweepRuns(
      id,
      names.map((name) => newRun(name)),
      now,
    );
    return id;
  };

  describe("a sweep's runs", () => {
    it("are created as queued, as they were given", () => {
      saveRuns(["aa01"]);
      const run = stores().reader.getRun("aa01");
      expect(run).toEqual({
        ...newRun("aa01"),
        number: 1,
        state: "queued",
        outcome: null,
        attempt: 0,
        process: null,
        progress: null,
        summary: {},
        createdAt: 10,
        startedAt: null,
        endedAt: null,
        heartbeatAt: null,
        pausedAt: null,
        pausedMs: 0,
        variant: variantOf(newRun("aa01").definition),
        annotations: { tags: [], note: "", pinned: false, archived: false },
        revision: expect.any(Number),
      });
    });

    it("keep a command, null data and nested parameters", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      const definition = {
        trainer: { kind: "command" as const, command: ["python", "-u", "train.py"], cwd: "/w" },
        code: "c",
        parameters: { a: { b: [1, null, "ü", true, 1e-300] } },
        seed: 2 ** 31 - 1,
        data: null,
        repeat: 3,
        fold: null,
      };
      writer.setSweepRuns(id, [newRun("aa01", { definition })], 10);
      expect(reader.getRun("aa01")?.definition).toEqual(definition);
    });

    it("come in the order in which they were set", () => {
      const id = saveRuns(["cc", "aa", "bb"]);
      expect(ids(stores().reader.listSweepRuns(id))).toEqual(["cc", "aa", "bb"]);
    });

    it("take a new order and additions, and leave known runs as they are", () => {
      const id = saveRuns(["aa", "bb"]);
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.endRun("aa", "finished", FINISHED, 30);
      const before = reader.getRun("aa");
      writer.setSweepRuns(
        id,
        [newRun("cc"), newRun("bb"), newRun("aa", { name: "other name" })],
        40,
      );
      expect(ids(reader.listSweepRuns(id))).toEqual(["cc", "bb", "aa"]);
      expect(reader.getRun("aa")).toEqual(before);
      expect(reader.getRun("cc")?.createdAt).toBe(40);
    });

    it("that are no longer listed stay linked, and come last when all are asked for", () => {
      const id = saveRuns(["aa", "bb", "cc"]);
      const { writer, reader } = stores();
      writer.setSweepRuns(id, [newRun("cc")], 20);
      expect(ids(reader.listSweepRuns(id))).toEqual(["cc"]);
      expect(ids(reader.listSweepRuns(id, { all: true }))).toEqual(["cc", "aa", "bb"]);
      writer.setSweepRuns(id, [newRun("bb"), newRun("cc")], 30);
      expect(ids(reader.listSweepRuns(id))).toEqual(["bb", "cc"]);
    });

    it("may be shared by several sweeps", () => {
      saveRuns(["aa", "bb"]);
      saveRuns(["bb"], 20, "again");
      const { reader } = stores();
      expect(reader.sweepsOf("aa")).toEqual(["digits"]);
      expect(reader.sweepsOf("bb")).toEqual(["again", "digits"]);
      expect(reader.getRun("bb")?.createdAt).toBe(10);
    });

    it("are refused, all of them, when an id stands for another run already", () => {
      const id = saveRuns(["aa"]);
      const { writer, reader } = stores();
      const clash = () =>
        writer.setSweepRuns(id, [newRun("bb"), newRun("aa", { key: "other" })], 20);
      expect(clash).toThrow(SweepError);
      expect(clash).toThrow(
        "run aa: expected key key-aa, as the store has it, got other: two different runs share an id",
      );
      expect(ids(reader.listSweepRuns(id))).toEqual(["aa"]);
      expect(reader.getRun("bb")).toBeNull();
    });
  });

  describe("looking runs up", () => {
    it("gives null and nothing for what is unknown", () => {
      const { reader } = stores();
      expect(reader.getRun("aa")).toBeNull();
      expect(reader.listRuns()).toEqual([]);
      expect(reader.listSweepRuns(1)).toEqual([]);
      expect(reader.sweepsOf("aa")).toEqual([]);
      expect(reader.listAttempts("aa")).toEqual([]);
      expect(reader.latestGeneration("key")).toBeNull();
    });

    it("lists the newest run first", () => {
      saveRuns(["aa", "bb"], 10);
      saveRuns(["cc"], 5, "earlier");
      expect(ids(stores().reader.listRuns())).toEqual(["bb", "aa", "cc"]);
    });

    it("filters by sweep and by state, and pages", () => {
      saveRuns(["aa", "bb", "cc", "dd"]);
      saveRuns(["ee"], 20, "again");
      const { writer, reader } = stores();
      writer.claimRun("bb", 30);
      expect(ids(reader.listRuns({ sweep: "again" }))).toEqual(["ee"]);
      expect(ids(reader.listRuns({ sweep: "unknown" }))).toEqual([]);
      expect(ids(reader.listRuns({ state: "running" }))).toEqual(["bb"]);
      expect(ids(reader.listRuns({ sweep: "digits", state: "queued" }))).toEqual([
        "dd",
        "cc",
        "aa",
      ]);
      expect(ids(reader.listRuns({ limit: 2 }))).toEqual(["ee", "dd"]);
      expect(ids(reader.listRuns({ limit: 2, offset: 2 }))).toEqual(["cc", "bb"]);
      expect(ids(reader.listRuns({ offset: 4 }))).toEqual(["aa"]);
    });

    it("finds ids by how they begin, in order, up to a limit", () => {
      saveRuns(["ab2", "ab1", "b1", "a%"]);
      const { reader } = stores();
      expect(reader.findRunIds("ab", 10)).toEqual(["ab1", "ab2"]);
      expect(reader.findRunIds("ab", 1)).toEqual(["ab1"]);
      expect(reader.findRunIds("ab1", 10)).toEqual(["ab1"]);
      expect(reader.findRunIds("%", 10)).toEqual([]);
      expect(reader.findRunIds("", 10)).toEqual(["a%", "ab1", "ab2", "b1"]);
    });

    it("knows the highest generation of a key", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      const runs = [0, 2, 1].map((generation) =>
        newRun(`a${generation}`, { key: "k", generation }),
      );
      writer.setSweepRuns(id, runs, 10);
      expect(reader.latestGeneration("k")).toBe(2);
    });
  });
}
