import { beforeEach, describe, expect, it } from "vitest";
import { newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function promotionTests(stores: () => Stores): void {
  describe("an alias", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb"), newRun("cc")], 10);
    });

    it("points nowhere before the first promotion", () => {
      const { writer, reader } = stores();
      expect(reader.resolveAlias("champion")).toBeNull();
      expect(reader.listPromotions("champion")).toEqual([]);
      expect(writer.undoPromotion("champion", 20)).toBeNull();
      expect(reader.listPromotions("champion")).toEqual([]);
    });

    it("points at the run that was promoted last", () => {
      const { writer, reader } = stores();
      const first = writer.promote("champion", "aa", "best accuracy", 20);
      expect(first).toEqual({
        ...{ id: first.id, alias: "champion", runId: "aa" },
        ...{ action: "promote", reason: "best accuracy", createdAt: 20 },
      });
      const second = writer.promote("champion", "bb", "", 30);
      writer.promote("runner-up", "aa", "", 40);
      expect(reader.resolveAlias("champion")).toBe("bb");
      expect(reader.resolveAlias("runner-up")).toBe("aa");
      expect(reader.listPromotions("champion")).toEqual([second, first]);
    });

    it("goes back with each undo, at last to nowhere", () => {
      const { writer, reader } = stores();
      const first = writer.promote("champion", "aa", "", 20);
      const second = writer.promote("champion", "bb", "", 30);
      expect(writer.undoPromotion("champion", 40)).toMatchObject({
        ...{ alias: "champion", runId: "aa", action: "undo", createdAt: 40 },
        reason: `undo of promotion ${second.id}`,
      });
      expect(reader.resolveAlias("champion")).toBe("aa");
      expect(writer.undoPromotion("champion", 50)).toMatchObject({
        runId: null,
        reason: `undo of promotion ${first.id}`,
      });
      expect(reader.resolveAlias("champion")).toBeNull();
      expect(writer.undoPromotion("champion", 60)).toBeNull();
      expect(reader.listPromotions("champion")).toHaveLength(4);
    });

    it("goes back past promotions that were undone before", () => {
      const { writer, reader } = stores();
      writer.promote("champion", "aa", "", 20);
      writer.promote("champion", "bb", "", 30);
      writer.undoPromotion("champion", 40);
      writer.promote("champion", "cc", "", 50);
      expect(writer.undoPromotion("champion", 60)?.runId).toBe("aa");
      expect(writer.undoPromotion("champion", 70)?.runId).toBeNull();
      expect(reader.resolveAlias("champion")).toBeNull();
    });

    it("never points at a run that is not there", () => {
      const { writer, reader } = stores();
      expect(() => writer.promote("champion", "unknown", "", 20)).toThrow(
        "run unknown: expected a run of this store, got none of that id",
      );
      expect(reader.resolveAlias("champion")).toBeNull();
    });
  });
}
