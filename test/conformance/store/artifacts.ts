import { describe, expect, it } from "vitest";
import type { ArtifactRecord } from "../../../src/core/records.js";
import { batch, newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function artifactTests(stores: () => Stores): void {
  const artifact = (changes: Partial<ArtifactRecord>): ArtifactRecord => ({
    ...{ runId: "aa", path: "model/weights.bin", kind: "model" },
    ...{ bytes: 5_000_000_000, sha256: "5ha", createdAt: 25 },
    ...changes,
  });

  describe("artifacts", () => {
    it("are listed by path, the later of two announcements counting", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
      writer.claimRun("aa", 20);
      const first = [artifact({}), artifact({ path: "a.csv", kind: "predictions" })];
      writer.ingest(batch("aa", 10, { artifacts: first }), 30);
      writer.ingest(batch("aa", 20, { artifacts: [artifact({ bytes: 7, createdAt: 31 })] }), 31);
      expect(reader.listArtifacts("aa")).toEqual([
        artifact({ path: "a.csv", kind: "predictions" }),
        artifact({ bytes: 7, createdAt: 31 }),
      ]);
      expect(reader.listArtifacts("bb")).toEqual([]);
    });
  });
}
