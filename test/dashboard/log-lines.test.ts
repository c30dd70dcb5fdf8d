import { expect, it } from "vitest";
import { fileTree } from "../../dashboard/src/run/files/file-tree.js";
import { logLines, markMatches } from "../../dashboard/src/run/log/log-lines.js";

const ESC = "\u001b";

it("keeps a program's colours and weight, also over line ends", () => {
  const lines = logLines(`${ESC}[1;31mfailed\nagain${ESC}[0m plain ${ESC}[92mok${ESC}[0m\n`);
  expect(lines).toEqual([
    { text: "failed", spans: [{ text: "failed", style: "fg-red is-bold" }] },
    {
      text: "again plain ok",
      spans: [
        { text: "again", style: "fg-red is-bold" },
        { text: " plain ", style: "" },
        { text: "ok", style: "fg-green" },
      ],
    },
  ]);
});

it("shows of a line that was rewritten its last state, and nothing of cursor movements and titles", () => {
  const output = `10 %\r20 %\r30 %\r\nnext${ESC}[2K${ESC}]0;title\u0007\n`;
  expect(logLines(output).map(({ text }) => text)).toEqual(["30 %", "next"]);
});

it("leaves colours out that it has no name for, and keeps the text", () => {
  expect(logLines(`${ESC}[38;5;200mpink${ESC}[38;2;1;2;3mnight`)).toEqual([
    {
      text: "pinknight",
      spans: [
        { text: "pink", style: "" },
        { text: "night", style: "" },
      ],
    },
  ]);
});

it("keeps empty lines between others, and none at the end", () => {
  expect(logLines("a\n\nb\n").map(({ text }) => text)).toEqual(["a", "", "b"]);
  expect(logLines("")).toEqual([]);
});

it("marks what was searched for, in any case", () => {
  expect(markMatches([{ text: "Loss 1, loss 2", style: "fg-red" }], "LOSS")).toEqual([
    { text: "Loss", style: "fg-red", isMatch: true },
    { text: " 1, ", style: "fg-red", isMatch: false },
    { text: "loss", style: "fg-red", isMatch: true },
    { text: " 2", style: "fg-red", isMatch: false },
  ]);
});

it("puts files into folders, in the order of their names", () => {
  const tree = fileTree([
    { path: "model/weights.bin" },
    { path: "a.txt" },
    { path: "model/model.json" },
  ]);
  expect(tree.files.map(({ name }) => name)).toEqual(["a.txt"]);
  expect(tree.folders).toMatchObject([
    { name: "model", folders: [], files: [{ name: "model.json" }, { name: "weights.bin" }] },
  ]);
});
