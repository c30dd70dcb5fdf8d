import { describe, expect, it } from "vitest";
import { annotationCommands } from "../../../src/cli/commands/annotate.js";
import type { CliContext } from "../../../src/cli/context.js";
import { createTerminal } from "./terminal.js";

function setUp() {
  const terminal = createTerminal();
  terminal.addSweep("bn-aug", [
    { id: "8c1dfe02ab34", metrics: { val_accuracy: [0.98, 0.9931] } },
    { id: "11aa22bb33cc", state: "failed", metrics: { val_accuracy: [Number.NaN] } },
    { id: "44dd55ee66ff", state: "queued" },
  ]);
  const sweep = (name: string, ...args: string[]) =>
    terminal.run((context) => command(context, name), ...args);
  const of = (id: string) => terminal.store.getRun(id)?.annotations;
  return { ...terminal, sweep, of };
}

function command(context: CliContext, name: string) {
  const found = annotationCommands(context).find((each) => each.name() === name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
}

describe("sweep tag", () => {
  it("adds and removes tags of runs that are named by shortened ids", async () => {
    const { sweep, of } = setUp();
    const first = await sweep("tag", "8c1d", "11aa", "+keep", "+hot");
    expect(first.stdout).toBe("2 runs changed\n");
    expect((await sweep("tag", "8c1d", "44dd", "+keep", "-hot")).stdout).toBe("2 runs changed\n");
    expect(of("8c1dfe02ab34")?.tags).toEqual(["keep"]);
    expect(of("11aa22bb33cc")?.tags).toEqual(["hot", "keep"]);
    expect((await sweep("tag", "8c1d", "44dd", "+keep")).stdout).toBe(
      "0 runs changed, 2 as before\n",
    );
  });

  it("finds runs by a filter", async () => {
    const { sweep, of } = setUp();
    await sweep("tag", "+diverged", "--where", "val_accuracy.nonfinite = NaN");
    expect(of("11aa22bb33cc")?.tags).toEqual(["diverged"]);
    expect(of("8c1dfe02ab34")?.tags).toEqual([]);
  });

  it.each([
    [["8c1d"], "tag: expected +tag or -tag, got runs alone"],
    [["+keep"], "expected ids of runs or --where <filter>, got neither"],
    [["8c1d", "+a,b"], "+a,b: expected a word without blanks, commas"],
    [["8c1d", "+a", "--jsn"], "tag: expected a run, +tag or -tag, got `--jsn`"],
    [["+a", "--where", "state = gone"], "--where, column 9: expected one of `queued`"],
    [["+a", "--where", "tag:none"], "--where: no run is one for which this is true: tag:none"],
  ])("says what is wrong with %j", async (words, message) => {
    await expect(setUp().sweep("tag", ...words)).rejects.toThrow(message);
  });
});

describe("sweep note", () => {
  it("writes a note, and takes it away by an empty one", async () => {
    const { sweep, of } = setUp();
    await sweep("note", "8c1d", "the first above 99.3 %");
    expect(of("8c1dfe02ab34")?.note).toBe("the first above 99.3 %");
    await sweep("note", "8c1d", "");
    expect(of("8c1dfe02ab34")?.note).toBe("");
    await sweep("note", "--where", "state = failed", "again");
    expect(of("11aa22bb33cc")?.note).toBe("again");
  });

  it("needs a run and a text", async () => {
    await expect(setUp().sweep("note", "8c1d")).rejects.toThrow("expected a run and a text");
  });
});

describe("sweep archive, unarchive, pin and unpin", () => {
  it("switch what they name, and tell scripts of each run", async () => {
    const { sweep, of } = setUp();
    await sweep("pin", "8c1d");
    const { stdout } = await sweep("archive", "8c1d", "11aa", "--json");
    expect(JSON.parse(stdout)).toEqual({
      changed: [
        { id: "8c1dfe02ab34", tags: [], note: "", pinned: true, archived: true },
        { id: "11aa22bb33cc", tags: [], note: "", pinned: false, archived: true },
      ],
      unchanged: 0,
    });
    await sweep("unarchive", "--where", "archived and state = failed");
    await sweep("unpin", "8c1d");
    expect(of("8c1dfe02ab34")).toMatchObject({ archived: true, pinned: false });
    expect(of("11aa22bb33cc")?.archived).toBe(false);
  });
});
