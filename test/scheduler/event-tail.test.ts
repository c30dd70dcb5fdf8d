import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventTail } from "../../src/scheduler/event-tail.js";

describe("EventTail", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sweep-tail-"));
    file = join(folder, "events.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const metrics = (step: number) => `{"type":"metrics","step":${step},"values":{"loss":1}}\n`;

  it("reads nothing while the file does not exist", async () => {
    expect(await new EventTail(file, 0).read()).toBeNull();
  });

  it("reads complete lines only, and goes on where it stopped", async () => {
    const tail = new EventTail(file, 0);
    writeFileSync(file, metrics(1) + metrics(2).slice(0, 10));
    expect((await tail.read())?.events).toMatchObject([{ step: 1 }]);
    expect(await tail.read()).toBeNull();
    appendFileSync(file, metrics(2).slice(10));
    expect((await tail.read())?.events).toMatchObject([{ step: 2 }]);
  });

  it("starts at a stored offset, so that a restart reads nothing twice", async () => {
    writeFileSync(file, metrics(1));
    const first = await new EventTail(file, 0).read();
    appendFileSync(file, metrics(2));
    const second = await new EventTail(file, first?.offset ?? -1).read();
    expect(second?.events).toMatchObject([{ step: 2 }]);
  });

  it("takes a last line without its newline once the writer is gone", async () => {
    const tail = new EventTail(file, 0);
    writeFileSync(file, metrics(1).trimEnd());
    expect(await tail.read()).toBeNull();
    expect((await tail.read({ final: true }))?.events).toMatchObject([{ step: 1 }]);
    expect(await tail.read({ final: true })).toBeNull();
  });

  it("describes a bad line and still reads the lines after it", async () => {
    writeFileSync(file, `oops\n{"type":"metrics","step":-1,"values":{}}\n${metrics(3)}`);
    const result = await new EventTail(file, 0).read();
    expect(result?.problems).toEqual([
      { line: 1, message: "expected a JSON object, got oops" },
      { line: 2, message: "step: expected a number of at least 0, got `-1`" },
    ]);
    expect(result?.events).toMatchObject([{ step: 3 }]);
  });

  it("counts lines from the file's beginning, wherever reading begins", async () => {
    writeFileSync(file, metrics(1) + metrics(2));
    const offset = (await new EventTail(file, 0).read())?.offset ?? -1;
    appendFileSync(file, `\n${metrics(3)}oops\n`);
    const tail = new EventTail(file, offset);
    expect((await tail.read())?.problems).toMatchObject([{ line: 5 }]);
    appendFileSync(file, "oops\n");
    expect((await tail.read())?.problems).toMatchObject([{ line: 6 }]);
  });

  it("skips a line that is too long, says so once, and reads the line after it", async () => {
    writeFileSync(file, `${"x".repeat(3 << 20)}\n${metrics(4)}`);
    const tail = new EventTail(file, 0);
    const problems: unknown[] = [];
    const steps: unknown[] = [];
    for (let read = await tail.read(); read !== null; read = await tail.read()) {
      problems.push(...read.problems);
      steps.push(...read.events);
    }
    const message = "expected lines shorter than 1048576 bytes, got a longer one";
    expect(problems).toEqual([{ line: 1, message }]);
    expect(steps).toMatchObject([{ step: 4 }]);
  });

  it("keeps letters whole that a read boundary would split", async () => {
    const line = `{"type":"summary","values":{"note":"${"ü".repeat(300_000)}"}}\n`;
    writeFileSync(file, line + line + line);
    const tail = new EventTail(file, 0);
    const notes: string[] = [];
    for (let read = await tail.read(); read !== null; read = await tail.read()) {
      for (const event of read.events)
        if (event.type === "summary") notes.push(String(event.values.note));
    }
    expect(notes).toEqual(Array(3).fill("ü".repeat(300_000)));
  });
});
