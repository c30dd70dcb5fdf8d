import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { coloursFor } from "../../../src/cli/format/colours.js";
import { formatAgo, formatDuration } from "../../../src/cli/format/duration.js";
import { formatMetric } from "../../../src/cli/format/metric.js";
import { formatBytes, formatNumber } from "../../../src/cli/format/number.js";
import { formatPercent } from "../../../src/cli/format/percent.js";
import { createProgressBar, formatBar } from "../../../src/cli/format/progress-bar.js";
import { formatTable } from "../../../src/cli/format/table.js";

test.each([
  [-5, "0s"],
  [0, "0.0s"],
  [420, "0.4s"],
  [9_949, "9.9s"],
  [9_950, "10s"],
  [59_499, "59s"],
  [59_500, "1m 00s"],
  [84_000, "1m 24s"],
  [3_599_400, "59m 59s"],
  [3_599_500, "1h 00m"],
  [7_380_000, "2h 03m"],
  [86_399_000, "1d 00h"],
  [273_600_000, "3d 04h"],
])("%d ms are %s", (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test.each([
  [0, "just now"],
  [61_000, "1 min ago"],
  [7_200_000, "2 h ago"],
  [86_400_000, "1 day ago"],
  [200_000_000, "2 days ago"],
])("%d ms before now are %s", (age, expected) => {
  expect(formatAgo(1_000_000_000, 1_000_000_000 + age)).toBe(expected);
});

test.each([
  [0.02814, "0.02814"],
  [1 / 3, "0.3333"],
  [2.5e-7, "2.5e-7"],
  [1234, "1,234"],
  [98765.4, "98,765"],
  [Number.NaN, "NaN"],
  [Number.NEGATIVE_INFINITY, "-Infinity"],
])("the number %d is %s", (value, expected) => {
  expect(formatNumber(value)).toBe(expected);
});

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [14_541, "14.2 KiB"],
  [2 ** 28, "256.0 MiB"],
])("%d bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test("accuracies are percentages, other metrics are not", () => {
  expect(formatPercent(0.99314)).toBe("99.31 %");
  expect(formatMetric("val_accuracy", 0.5)).toBe("50.00 %");
  expect(formatMetric("val/acc", 0.5)).toBe("50.00 %");
  expect(formatMetric("acceleration", 0.5)).toBe("0.5");
  expect(formatMetric("accuracy", 99.3)).toBe("99.3");
  expect(formatMetric("val_loss", 0.5)).toBe("0.5");
});

test("colours are for terminals; NO_COLOR and FORCE_COLOR decide otherwise", () => {
  const red = (isTTY: boolean, env: NodeJS.ProcessEnv) => coloursFor({ isTTY }, env).red("x");
  expect(red(true, {})).toBe("\x1b[31mx\x1b[39m");
  expect(red(false, {})).toBe("x");
  expect(red(true, { NO_COLOR: "1" })).toBe("x");
  expect(red(true, { TERM: "dumb" })).toBe("x");
  expect(red(false, { FORCE_COLOR: "1" })).toBe("\x1b[31mx\x1b[39m");
  expect(red(true, { FORCE_COLOR: "0" })).toBe("x");
});

test("colours and wide characters do not disturb a table's columns", () => {
  const colours = coloursFor({ isTTY: true }, {});
  const columns = [{ title: "A" }, { title: "N", align: "right" }] as const;
  const rows = [
    [colours.red("ab"), "1"],
    ["数字", "10"],
  ];
  expect(formatTable(columns, rows, { colours, width: undefined })).toBe(
    "\x1b[2mA\x1b[22m      \x1b[2mN\x1b[22m\n\x1b[31mab\x1b[39m     1\n数字  10\n",
  );
});

test("only the flexible column is shortened", () => {
  const columns = [{ title: "ID" }, { title: "NAME", flexible: true }];
  const rows = [["8c1dfe02ab34", "batch_norm=true augment=true"]];
  const options = { colours: coloursFor({}, {}), width: 30 };
  expect(formatTable(columns, rows, options)).toBe(
    "ID            NAME\n8c1dfe02ab34  batch_norm=true…\n",
  );
});

test("a bar fills in eighths of a cell", () => {
  expect(formatBar({ status: "predicting", done: 14_000, total: 28_000 })).toBe(
    "predicting  ████████████              14,000 / 28,000",
  );
  expect(formatBar({ status: "x", done: 1, total: 192 })).toBe(`x  ▏${" ".repeat(23)}  1 / 192`);
  expect(formatBar({ status: "loading", done: 5, total: 0 })).toBe("loading");
});

test("on a terminal the bar is redrawn and taken away, elsewhere each status is a line", async () => {
  const plain = new PassThrough();
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  for (const stream of [plain, terminal]) {
    const bar = createProgressBar(stream);
    bar.update({ status: "loading", done: 0, total: 0 });
    bar.update({ status: "predicting", done: 1, total: 2 });
    bar.update({ status: "predicting", done: 2, total: 2 });
    bar.close();
    stream.end();
  }
  expect(await text(plain)).toBe("loading\npredicting\n");
  const drawn = await text(terminal);
  expect(drawn).toContain("2 / 2");
  expect(drawn).toContain("\x1b[2K"); // erases the line
});
