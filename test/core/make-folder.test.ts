import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { makeFolder } from "../../src/core/make-folder.js";

describe("a folder", () => {
  let dir: string;
  beforeEach(() => {
    const made = mkdtempSync(join(tmpdir(), "sweep-folder-"));
    onTestFinished(() => rmSync(made, { recursive: true }));
    dir = made;
  });

  it("is made with those above it, once", () => {
    const folder = join(dir, "a", "b", "c");
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it("is there where a link leads to one", () => {
    mkdirSync(join(dir, "real"));
    symlinkSync(join(dir, "real"), join(dir, "link"));
    makeFolder(join(dir, "link"));
    makeFolder(join(dir, "link", "inner"));
    expect(existsSync(join(dir, "real", "inner"))).toBe(true);
  });

  it.each([
    ["file", "EEXIST"],
    ["file/below", "ENOTDIR"],
    ["nowhere", "EEXIST"],
  ])("that cannot be made is named with the reason: %s", (name, reason) => {
    writeFileSync(join(dir, "file"), "");
    symlinkSync(join(dir, "none"), join(dir, "nowhere"));
    const folder = join(dir, name);
    expect(() => makeFolder(folder)).toThrow(`${folder}: the folder cannot be made: ${reason}: `);
  });

  it.runIf(existsSync("/proc/self"))("below /proc is refused, and not tried for ever", () => {
    for (const folder of ["/proc/sweep", "/proc/sweep/runs"])
      expect(() => makeFolder(folder)).toThrow(
        `${folder}: the folder cannot be made: the file system of /proc takes no new folders`,
      );
  });
});
