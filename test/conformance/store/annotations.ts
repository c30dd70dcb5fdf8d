import { beforeEach, describe, expect, it } from "vitest";
import { FINISHED, newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function annotationTests(stores: () => Stores): void {
  const annotationsOf = (id: string) => stores().reader.getRun(id)?.annotations;

  describe("annotations", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb"), newRun("cc")], 10);
    });

    it("are none to begin with", () => {
      expect(annotationsOf("aa")).toEqual({ tags: [], note: "", pinned: false, archived: false });
    });

    it("change only in what is named, and are given to several runs at once", () => {
      const { writer } = stores();
      writer.annotateRuns(["aa", "bb"], { addTags: ["keep", "a", "keep"], note: "good" });
      writer.annotateRuns(["aa"], { removeTags: ["keep", "none"], pinned: true });
      expect(annotationsOf("aa")).toEqual({
        tags: ["a"],
        note: "good",
        pinned: true,
        archived: false,
      });
      expect(annotationsOf("bb")?.tags).toEqual(["a", "keep"]);
      writer.annotateRuns(["aa"], { note: "", archived: true, pinned: false });
      expect(annotationsOf("aa")).toEqual({ tags: ["a"], note: "", pinned: false, archived: true });
    });

    it("raise the revision of the runs that are then different, and of no other", () => {
      const { writer, reader } = stores();
      writer.annotateRuns(["aa"], { addTags: ["keep"] });
      const before = reader.latestRevision();
      const changed = writer.annotateRuns(["aa", "bb", "bb"], { addTags: ["keep"] });
      expect(changed.map(({ id }) => id)).toEqual(["bb"]);
      expect(reader.runsSince(before, 9)).toEqual(changed);
    });

    it("of a finished run may change, and nothing else of it does", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.endRun("aa", "finished", FINISHED, 30);
      const before = reader.getRun("aa");
      writer.annotateRuns(["aa"], { note: "x" });
      const after = reader.getRun("aa");
      expect({ ...after, annotations: before?.annotations, revision: before?.revision }).toEqual(
        before,
      );
    });

    it("stay through attempts and when the experiment is run again", () => {
      const { writer } = stores();
      writer.annotateRuns(["aa"], { addTags: ["keep"] });
      writer.claimRun("aa", 20);
      const { id } = writer.saveSweep(newSweep(), 30);
      writer.setSweepRuns(id, [newRun("aa")], 30);
      expect(annotationsOf("aa")?.tags).toEqual(["keep"]);
    });

    it("are given to all runs or, where one is unknown, to none", () => {
      const { writer } = stores();
      expect(() => writer.annotateRuns(["aa", "nope"], { pinned: true })).toThrow(
        "run nope: expected a run of this store, got none of that id",
      );
      expect(annotationsOf("aa")?.pinned).toBe(false);
    });
  });

  describe("saved views", () => {
    const view = (name: string, address: string, updatedAt = 10) => ({ name, address, updatedAt });

    it("are listed by name, one address each", () => {
      const { writer, reader } = stores();
      writer.saveView(view("slow", "/?where=duration+%3E+1h"));
      writer.saveView(view("best", "/?sort=-loss"));
      writer.saveView(view("slow", "/?where=duration+%3E+2h", 20));
      expect(reader.listViews()).toEqual([
        view("best", "/?sort=-loss"),
        view("slow", "/?where=duration+%3E+2h", 20),
      ]);
    });

    it("go once", () => {
      const { writer, reader } = stores();
      writer.saveView(view("best", "/"));
      expect(reader.deleteView("best")).toBe(true);
      expect(writer.deleteView("best")).toBe(false);
      expect(writer.listViews()).toEqual([]);
    });
  });
}
