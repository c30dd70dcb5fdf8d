import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SweepError } from "../../../../src/core/errors.js";
import { sha256 } from "../../../../src/core/hash.js";
import { TEST_LAYOUT, TRAIN_LAYOUT } from "../../../../src/trainers/digits/data/csv/layout.js";
import { readDigitsCsv } from "../../../../src/trainers/digits/data/csv/read-digits-csv.js";
import { PIXELS } from "../../../../src/trainers/digits/description.js";
import {
  csv,
  pixelsOf,
  rejection,
  TEST_HEADER,
  TRAIN_HEADER,
  temporaryFolder,
  testCsv,
  trainCsv,
  trainRow,
  write,
} from "./support.js";

const LEGEND = "\n(places are file:line:cell; line 1 is the header, cells count from 1)";

async function read(content: string | Buffer, layout = TRAIN_LAYOUT) {
  const path = await write(join(await temporaryFolder(), "train.csv"), content);
  return readDigitsCsv({ path, shown: "data/train.csv", layout }, () => {});
}

/** The message that reading ends with, less the legend. */
async function problem(content: string | Buffer, layout = TRAIN_LAYOUT): Promise<string> {
  const { code, message } = await rejection(read(content, layout));
  expect(code).toBe("data");
  return message.replace(LEGEND, "");
}

/** A training file of which one row, 0-based, is changed by `edit`. */
function edited(rows: number, row: number, edit: (cells: (string | number)[]) => void): string {
  const table = Array.from({ length: rows }, (_, i) => trainRow(i));
  edit(table[row] ?? []);
  return csv([TRAIN_HEADER, ...table]);
}

describe("reading a file of digits", () => {
  it("gives labels, grey levels and the SHA-256 of the bytes", async () => {
    const text = trainCsv(23);
    const { result, sha256: hash } = await read(text);
    expect(Array.from(result.labels ?? [])).toEqual(
      Array.from({ length: 23 }, (_, row) => row % 10),
    );
    expect(result.images).toHaveLength(23 * PIXELS);
    expect(Array.from(result.images.subarray(22 * PIXELS))).toEqual(pixelsOf(22));
    expect(hash).toBe(sha256(text));
  });

  it("gives no labels for a test file", async () => {
    const { result } = await read(testCsv(3), TEST_LAYOUT);
    expect(result.labels).toBeNull();
    expect(Array.from(result.images.subarray(PIXELS, 2 * PIXELS))).toEqual(pixelsOf(1));
  });

  it("reads a file of several chunks like one of a single chunk", async () => {
    const { result } = await read(trainCsv(1500)); // 4 MB: chunks end in the middle of lines and cells
    expect(result.labels).toHaveLength(1500);
    for (const row of [299, 300, 301, 777, 1499]) {
      expect(Array.from(result.images.subarray(row * PIXELS, (row + 1) * PIXELS))).toEqual(
        pixelsOf(row),
      );
    }
  });

  const plain = csv([TRAIN_HEADER, trainRow(0), trainRow(1)]);
  const quoted = (cells: (string | number)[]) => cells.map((cell) => `"${cell}"`);
  it.each([
    ["lines that end in CR LF", csv([TRAIN_HEADER, trainRow(0), trainRow(1)], "\r\n")],
    [
      "a header in CR LF over lines in LF",
      csv([TRAIN_HEADER], "\r\n") + csv([trainRow(0), trainRow(1)]),
    ],
    ["no newline at the end", plain.slice(0, -1)],
    ["blank lines at the end", `${plain}\n\r\n\n`],
    ["every cell quoted", csv([TRAIN_HEADER, trainRow(0), trainRow(1)].map(quoted))],
    [
      "every cell quoted, in CR LF",
      csv([TRAIN_HEADER, trainRow(0), trainRow(1)].map(quoted), "\r\n"),
    ],
    ["only the header quoted", csv([quoted(TRAIN_HEADER), trainRow(0), trainRow(1)])],
    ["a byte order mark", `\uFEFF${plain}`],
  ])("reads %s", async (_, text) => {
    const { result } = await read(text);
    expect(result).toEqual((await read(plain)).result);
  });

  it("reports the bytes it has read, up to the whole file", async () => {
    const path = await write(join(await temporaryFolder(), "train.csv"), trainCsv(900));
    const seen: [number, number][] = [];
    await readDigitsCsv({ path, shown: path, layout: TRAIN_LAYOUT }, (...done) => seen.push(done));
    const total = trainCsv(900).length;
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual([total, total]);
  });
});

describe("a malformed file of digits", () => {
  it.each([
    ["abc", "`abc`"],
    ["", "an empty cell"],
    ["256", "`256`"],
    ["-1", "`-1`"],
    ["1.5", "`1.5`"],
    [" 7", "` 7`"],
    ["0x1", "`0x1`"],
    ["1e2", "`1e2`"],
    ["\u0663", "`\u0663`"],
    ["x".repeat(100), `\`${"x".repeat(40)}…\``],
  ])("names file, line and cell of the grey level %j", async (cell, got) => {
    const text = edited(5, 2, (cells) => {
      cells[16] = cell;
    });
    expect(await problem(text)).toBe(
      `data/train.csv:4:17  pixel15: expected a whole number from 0 to 255, got ${got}`,
    );
  });

  it("explains what the numbers of a place count", async () => {
    const { message } = await rejection(read(edited(1, 0, (cells) => cells.splice(3, 1, "?"))));
    expect(message.endsWith(LEGEND)).toBe(true);
  });

  it("names the line of a bad cell far into the file", async () => {
    const text = edited(1200, 1150, (cells) => {
      cells[784] = "abc";
    });
    expect(await problem(text)).toBe(
      "data/train.csv:1152:785  pixel783: expected a whole number from 0 to 255, got `abc`",
    );
  });

  it("refuses labels that are no digits", async () => {
    const text = edited(3, 0, (cells) => {
      cells[0] = 10;
    });
    expect(await problem(text)).toBe(
      "data/train.csv:2:1  label: expected a whole number from 0 to 9, got `10`",
    );
  });

  it("lists several problems in order, valid rows between them", async () => {
    const rows = [trainRow(0), trainRow(1), trainRow(2), trainRow(3)];
    rows[0]?.splice(1, 1, "a");
    rows[2]?.splice(1, 2, "b", "c");
    rows[3]?.pop();
    expect(await problem(csv([TRAIN_HEADER, ...rows]))).toBe(
      [
        "data/train.csv:2:2  pixel0: expected a whole number from 0 to 255, got `a`",
        "data/train.csv:4:2  pixel0: expected a whole number from 0 to 255, got `b`",
        "data/train.csv:4:3  pixel1: expected a whole number from 0 to 255, got `c`",
        "data/train.csv:5  expected 785 cells, got 784",
      ].join("\n"),
    );
  });

  it("does not complain of having no rows when all of them are bad", async () => {
    const text = edited(1, 0, (cells) => {
      cells[1] = "?";
    });
    expect(await problem(text)).toBe(
      "data/train.csv:2:2  pixel0: expected a whole number from 0 to 255, got `?`",
    );
  });

  it("stops after ten problems", async () => {
    const text = edited(3, 1, (cells) => cells.splice(1, 300, ...Array(300).fill("?")));
    const lines = (await problem(text)).split("\n");
    expect(lines).toHaveLength(11);
    expect(lines[9]).toBe(
      "data/train.csv:3:11  pixel9: expected a whole number from 0 to 255, got `?`",
    );
    expect(lines[10]).toBe("(reading stopped after 10 problems)");
  });

  it("counts newlines inside quoted cells, so that later lines keep their numbers", async () => {
    const rows = [trainRow(0), trainRow(1), trainRow(2)];
    rows[0]?.splice(5, 1, '"1\n2"');
    rows[2]?.splice(5, 1, "x");
    expect(await problem(csv([TRAIN_HEADER, ...rows]))).toBe(
      [
        "data/train.csv:2:6  pixel4: expected a whole number from 0 to 255, got `1\\n2`",
        "data/train.csv:5:6  pixel4: expected a whole number from 0 to 255, got `x`",
      ].join("\n"),
    );
  });

  it("names the line of a quote that is never closed", async () => {
    const text = edited(6, 3, (cells) => {
      cells[9] = '"12';
    });
    expect(await problem(text)).toBe(
      "data/train.csv:5  expected every quoted cell to end with a quote",
    );
  });

  it("names the line of a quoted cell that goes on after its quote", async () => {
    const text = edited(6, 1, (cells) => {
      cells[9] = '"12"3';
      cells[10] = '"4"';
    });
    expect(await problem(text)).toBe(
      "data/train.csv:3  expected every quoted cell to end with a quote",
    );
  });

  it("names a blank line between rows", async () => {
    const text = `${csv([TRAIN_HEADER, trainRow(0)])}\n\n${csv([trainRow(1)])}`;
    expect(await problem(text)).toBe(
      "data/train.csv:3  expected a row of digits, got a blank line",
    );
  });

  it("says that the last line was cut off", async () => {
    const text = trainCsv(3);
    const cut = text.slice(0, text.lastIndexOf(",200,"));
    expect(await problem(cut)).toMatch(
      /^data\/train\.csv:4 {2}expected 785 cells, got \d+: the file ends in the middle of this line$/,
    );
  });

  it("says that a file is empty", async () => {
    const message =
      "data/train.csv:1  expected the header label,pixel0,…,pixel783, got an empty file";
    expect(await problem("")).toBe(message);
    expect(await problem("\uFEFF")).toBe(message);
  });

  it("says that a file has no rows", async () => {
    const message = "data/train.csv:1  expected rows of digits after the header, got none";
    expect(await problem(csv([TRAIN_HEADER]))).toBe(message);
    expect(await problem(`${csv([TRAIN_HEADER])}\n\n`)).toBe(message);
  });

  const TRAIN_RULE = "(the header of a training file is label,pixel0,…,pixel783)";
  const TEST_RULE = "(the header of a test file is pixel0,pixel1,…,pixel783)";
  it.each([
    ["a test file", TEST_HEADER, ":1  expected the column `label`, got `pixel0`"],
    [
      "a renamed column",
      TRAIN_HEADER.with(16, "pixel_15"),
      ":17  expected the column `pixel15`, got `pixel_15`",
    ],
    [
      "a missing column",
      TRAIN_HEADER.slice(0, -1),
      ":785  expected the column `pixel783`, got the end of the line",
    ],
    ["a further column", [...TRAIN_HEADER, "id"], ":786  expected the end of the line, got `id`"],
    ["an empty line", [], ":1  expected the column `label`, got an empty cell"],
  ])("names the first column that is wrong in the header: %s", async (_, header, text) => {
    expect(await problem(csv([header, trainRow(0)]))).toBe(`data/train.csv:1${text} ${TRAIN_RULE}`);
  });

  it("refuses a test file that has labels", async () => {
    expect(await problem(trainCsv(2), TEST_LAYOUT)).toBe(
      `data/train.csv:1:1  expected the column \`pixel0\`, got \`label\` ${TEST_RULE}`,
    );
  });

  it("recognises a zip archive under the name of its file", async () => {
    const zip = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(500, "\n\u0001,")]);
    expect(await problem(zip)).toContain(": this is a zip archive, unpack it first");
  });

  it("gives up on a file without lines instead of reading it into memory", async () => {
    expect(await problem(Buffer.alloc(3 << 20, "1,"))).toBe(
      "data/train.csv: expected lines of text, got 1 MiB without a newline",
    );
  });

  it("says that it cannot be read, or is a folder", async () => {
    const folder = await temporaryFolder();
    const file = (path: string) => ({ path, shown: "data/train.csv", layout: TRAIN_LAYOUT });
    const missing = await rejection(readDigitsCsv(file(join(folder, "none.csv")), () => {}));
    expect(missing.message).toMatch(/^data\/train\.csv: cannot be read: ENOENT/);
    const isFolder = await rejection(readDigitsCsv(file(folder), () => {}));
    expect(isFolder.message).toBe("data/train.csv: expected a file, got a folder or a device");
  });

  it("refuses a file that grows while it is read", async () => {
    const path = await write(join(await temporaryFolder(), "train.csv"), trainCsv(900));
    let grown: Promise<void> | undefined;
    const reading = readDigitsCsv({ path, shown: "data/train.csv", layout: TRAIN_LAYOUT }, () => {
      grown ??= appendFile(path, csv([trainRow(0)]));
    });
    await expect(reading).rejects.toThrow(SweepError);
    await grown;
    await expect(reading).rejects.toThrow(
      "data/train.csv: was changed while it was being read; try again when it is complete",
    );
  });
});
