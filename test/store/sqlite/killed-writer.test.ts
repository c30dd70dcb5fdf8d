import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { newRun, newSweep } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";
import { kill, startFixture } from "./children.js";

const LINES = 16_000;
const LINES_PER_BATCH = 40;
const KILLS = 6;

let temporary: ReturnType<typeof temporaryStoreFile>;
let store: Store;
beforeEach(() => {
  temporary = temporaryStoreFile();
  store = openSqliteStore({ file: temporary.file });
  const { id } = store.saveSweep(newSweep(), 10);
  store.setSweepRuns(id, [newRun("aa")], 10);
  store.claimRun("aa", 20);
});
afterEach(() => {
  store.close();
  temporary.remove();
});

/** Every seventh line overwrites an earlier step. */
function sourceLines(): string[] {
  return Array.from({ length: LINES }, (_, i) => {
    const step = i % 7 === 6 ? Math.floor(i / 2) : i;
    return `${step} ${((i * 7919) % 1_000) / 8}`;
  });
}

/** What the store must hold once it has read the text up to `offset`. */
function expected(text: string, offset: number): [number, number][] {
  const read = text.slice(0, offset).split("\n").filter(Boolean);
  const points = new Map(read.map((line) => line.split(" ").map(Number) as [number, number]));
  return [...points].sort(([a], [b]) => a - b);
}

function expectAgreement(text: string): void {
  const offset = store.eventOffset("aa");
  const points = store.curve("aa", "loss").map(({ step, value }) => [step, value]);
  const values = points.map(([, value]) => value as number);
  expect(points).toEqual(expected(text, offset));
  expect(store.getRun("aa")?.progress?.done ?? 0).toBe(offset);
  expect(store.summaries(["aa"]).get("aa")?.[0] ?? { count: 0 }).toMatchObject(
    values.length === 0
      ? { count: 0 }
      : {
          count: values.length,
          min: Math.min(...values),
          max: Math.max(...values),
          last: values.at(-1),
        },
  );
}

it("holds every event exactly once although its writer is killed again and again", async () => {
  const text = `${sourceLines().join("\n")}\n`;
  const source = join(temporary.folder, "events");
  writeFileSync(source, text);
  const start = () =>
    startFixture("store-writer.mjs", temporary.file, "aa", source, String(LINES_PER_BATCH));

  for (let killed = 0; killed < KILLS; killed++) {
    const writer = await start();
    const further = (Math.random() * text.length) / (2 * KILLS);
    await untilRead(writer, store.eventOffset("aa") + further); // the kill then falls anywhere into what comes next
    await kill(writer);
    expectAgreement(text);
  }

  const last = await start();
  await untilRead(last, text.length);
  await kill(last);
  expect(store.eventOffset("aa")).toBe(text.length);
  expectAgreement(text);
});

/** Resolves when the writer says that it has read so far. */
function untilRead(writer: ChildProcess, offset: number): Promise<void> {
  return new Promise((resolve, reject) => {
    writer.on("message", (read) => Number(read) >= offset && resolve());
    writer.once("exit", (code) => reject(new Error(`expected offset ${offset}, got exit ${code}`)));
  });
}
