import { describe, expect, it } from "vitest";
import { identity, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function sweepTests(stores: () => Stores): void {
  describe("sweeps", () => {
    it("keeps a saved sweep as it was given", () => {
      const { writer, reader } = stores();
      const saved = writer.saveSweep(newSweep(), 10);
      expect(saved).toEqual({
        ...newSweep(),
        id: saved.id,
        createdAt: 10,
        updatedAt: 10,
        owner: null,
        pausedAt: null,
      });
      expect(reader.findSweep("digits")).toEqual(saved);
    });

    it("knows no sweep that was not saved", () => {
      expect(stores().reader.findSweep("digits")).toBeNull();
      expect(stores().reader.listSweeps()).toEqual([]);
    });

    it("brings a sweep up to date under the same id when it is saved again", () => {
      const { writer, reader } = stores();
      const first = writer.saveSweep(newSweep(), 10);
      const changed = newSweep({
        description: "more",
        source: "name: digits # edited\n",
        file: "/elsewhere.yaml",
        method: "random",
        metric: { name: "val_loss", goal: "minimize" },
      });
      const second = writer.saveSweep(changed, 20);
      expect(second).toEqual({ ...first, ...changed, updatedAt: 20 });
      expect(reader.listSweeps()).toEqual([second]);
    });

    it("lists the newest sweep first", () => {
      const { writer, reader } = stores();
      writer.saveSweep(newSweep({ name: "old" }), 10);
      writer.saveSweep(newSweep({ name: "new" }), 20);
      writer.saveSweep(newSweep({ name: "newest" }), 20);
      writer.saveSweep(newSweep({ name: "old" }), 30); // an update does not make it new
      expect(reader.listSweeps().map(({ name }) => name)).toEqual(["newest", "new", "old"]);
    });
  });

  describe("a sweep's owner", () => {
    it("is whoever acquires the sweep first", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      expect(writer.acquireSweep(id, identity(1), null)).toBe(true);
      expect(reader.acquireSweep(id, identity(2), null)).toBe(false);
      expect(reader.findSweep("digits")?.owner).toEqual(identity(1));
    });

    it("may acquire its sweep again", () => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.acquireSweep(id, identity(1), null);
      expect(writer.acquireSweep(id, identity(1), null)).toBe(true);
    });

    it("is replaced only by one who names it", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.acquireSweep(id, identity(1), null);
      expect(reader.acquireSweep(id, identity(2), identity(9))).toBe(false);
      expect(reader.acquireSweep(id, identity(2), identity(1))).toBe(true);
      expect(writer.acquireSweep(id, identity(3), identity(1))).toBe(false);
      expect(writer.findSweep("digits")?.owner).toEqual(identity(2));
    });

    it("is recognised whatever the order of its keys", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.acquireSweep(id, { startTime: 5, pid: 1, host: "here", bootId: "b00t" }, null);
      reader.releaseSweep(id, identity(1));
      expect(reader.findSweep("digits")?.owner).toBeNull();
    });

    it("releases its own sweep, and nobody else's", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.acquireSweep(id, identity(1), null);
      reader.releaseSweep(id, identity(2));
      expect(reader.findSweep("digits")?.owner).toEqual(identity(1));
      writer.releaseSweep(id, identity(1));
      expect(reader.findSweep("digits")?.owner).toBeNull();
    });

    it("stays when the sweep is saved again", () => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.acquireSweep(id, identity(1), null);
      expect(writer.saveSweep(newSweep(), 20).owner).toEqual(identity(1));
    });
  });
}
