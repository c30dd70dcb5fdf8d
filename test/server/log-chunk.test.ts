import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLogChunk } from "../../src/server/log-chunk.js";

describe("a part of a log", () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sweep-log-"));
    file = join(folder, "output.log");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is cut between characters, so that parts of any size join to the whole", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 4, max: 16 }), async (whole, limit) => {
        writeFileSync(file, whole);
        expect(await readInParts(limit)).toBe(whole);
      }),
    );
  });

  it("of the end begins at a whole character", async () => {
    writeFileSync(file, "aä–🙂z");
    expect((await readLogChunk(file, -3, 100)).text).toBe("z");
    expect((await readLogChunk(file, -5, 100)).text).toBe("🙂z");
  });

  it("of the end is the whole file where that is shorter", async () => {
    writeFileSync(file, "short");
    expect(await readLogChunk(file, -100, 100)).toEqual({
      offset: 0,
      text: "short",
      next: 5,
      size: 5,
    });
  });

  it("keeps bytes that are no text instead of stopping at them", async () => {
    writeFileSync(file, Buffer.from([0x61, 0xff, 0xff, 0xff, 0x62]));
    const chunk = await readLogChunk(file, 0, 100);
    expect(chunk).toMatchObject({ text: "a\ufffd\ufffd\ufffdb", next: 5 });
  });

  it("begins at 0 again when the file is shorter than before", async () => {
    writeFileSync(file, "attempt 2");
    expect(await readLogChunk(file, 500, 100)).toMatchObject({ offset: 0, text: "attempt 2" });
  });

  it("leaves a character that is still being written for the next part", async () => {
    writeFileSync(file, Buffer.from("ok ä").subarray(0, 4));
    expect(await readLogChunk(file, 0, 100)).toMatchObject({ text: "ok ", next: 3, size: 4 });
  });

  async function readInParts(limit: number): Promise<string> {
    let text = "";
    let offset = 0;
    for (;;) {
      const chunk = await readLogChunk(file, offset, limit);
      text += chunk.text;
      if (chunk.next === chunk.size) return text;
      if (chunk.next === offset) throw new Error(`no progress at ${offset}`);
      offset = chunk.next;
    }
  }
});
