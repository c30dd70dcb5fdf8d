import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatField } from "../../src/query/fields.js";
import type { Field, KnownNames } from "../../src/query/filter.js";
import { formatEquality } from "../../src/query/format-filter.js";
import { parseFields, parseSort } from "../../src/query/parse-fields.js";
import { parseFilter } from "../../src/query/parse-filter.js";
import { QueryError } from "../../src/query/query-error.js";

/** An alpha whose iota below is a mark of its own, and no letter. */
const IOTA_BELOW = "\u{3b1}\u{345}";
const NOW = new Date(2026, 2, 15, 12).getTime();
const known: KnownNames = {
  parameters: [
    "lr",
    "optimizer",
    "augment",
    "augment.shift",
    "loss",
    "batch_norm",
    "odd `name`",
    "seed",
    "x.last",
    "or",
    IOTA_BELOW,
  ],
  metrics: [
    { name: "val_accuracy", goal: "maximize" },
    { name: "loss", goal: "minimize" },
    { name: "val/acc", goal: "maximize" },
    { name: "x", goal: "maximize" },
  ],
};
const parse = (text: string) => parseFilter(text, { known, now: NOW, where: "where" });
const parameter = (name: string): Field => ({ kind: "parameter", name });

describe("a filter", () => {
  it("is none where the text is blank", () => {
    expect(parse("  ")).toBeNull();
  });

  it("binds not before and before or", () => {
    const equal = (name: string) => ({ type: "equal", field: parameter(name), values: [1] });
    expect(parse("lr = 1 or not optimizer = 1 AND augment = 1")).toEqual({
      type: "or",
      parts: [
        equal("lr"),
        { type: "and", parts: [{ type: "not", part: equal("optimizer") }, equal("augment")] },
      ],
    });
    expect(parse("(lr = 1 or optimizer = 1) and augment = 1")).toMatchObject({ type: "and" });
  });

  it.each([
    ["lr = -3e-4", -3e-4],
    ["lr = 99.2%", 0.992],
    ["lr = adam", "adam"],
    ["lr = 'it\\'s'", "it's"],
    ['lr = "a\\nb"', "a\nb"],
    ["lr = TRUE", true],
    ["lr = null", null],
    ['lr = [1, {"a": "]"}]', [1, { a: "]" }]],
    ["id = 123456789012", "123456789012"],
    ["id = 1e10", "1e10"],
    ["tag:keep-1", "keep-1"],
    ["tag: 'keep'", "keep"],
  ])("reads the value of %s", (text, value) => {
    expect(parse(text)).toMatchObject({ type: "equal", values: [value] });
  });

  it.each([
    ["created > 2d ago", NOW - 2 * 86_400_000],
    ["created > today", new Date(2026, 2, 15).getTime()],
    ["created > yesterday", new Date(2026, 2, 14).getTime()],
    ["created > 2026-03-01", new Date(2026, 2, 1).getTime()],
    ["created > 2026-03-01T14:30", new Date(2026, 2, 1, 14, 30).getTime()],
    ["created > '2026-03-01 14:30:05'", new Date(2026, 2, 1, 14, 30, 5).getTime()],
    ["created > 2026-03-01T14:30Z", Date.UTC(2026, 2, 1, 14, 30)],
    ["created > 2026-03-01T14:30+02:00", Date.UTC(2026, 2, 1, 12, 30)],
    ["duration > 1h30m", 5_400_000],
    ["duration > 90", 90_000],
    ["duration > 1.5s", 1_500],
  ])("reads the time of %s", (text, value) => {
    expect(parse(text)).toMatchObject({ type: "compare", operator: ">", value });
  });

  it("takes a parameter or a boolean field alone for true", () => {
    const field = parameter("batch_norm");
    expect(parse("batch_norm")).toEqual({ type: "equal", field, values: [true] });
    expect(parse("not archived and (pinned)")).toMatchObject({ type: "and" });
  });

  it.each([
    ["val_acuracy > 1", 1, "got `val_acuracy` (did you mean `val_accuracy`?)"],
    ["val_acuracy.last > 1", 1, "(did you mean `val_accuracy`?)"],
    ["metric.lr > 1", 1, "expected a metric, got `lr`"],
    ["param.val_accuracy > 1", 1, "expected a parameter, got `val_accuracy`"],
    ["loss > 1", 1, "`loss` means several fields: write `param.loss` or `metric.loss`"],
    ["x.last > 1", 1, "`x.last` means several fields: write `param.x.last` or `metric.x.last`"],
    ["state = finshed", 9, "got `finshed` (did you mean `finished`?)"],
    ["lr adam", 4, "expected a comparison after `lr`, got `adam`"],
    ["val_accuracy", 13, "expected a comparison after `val_accuracy`, got the end"],
    ["lr =", 5, "expected a number, a string, true, false, null, a list or an object, got the end"],
    ["lr = and", 6, "expected a value, got `and`"],
    ["lr = 5m", 6, "expected a number, or a string in quotes, got `5m`"],
    ["lr == 5", 4, "expected a comparison, got `==` (did you mean `=`?)"],
    ["lr = 1 && optimizer = 1", 8, "got `&&` (did you mean `and`?)"],
    ["lr = 1 optimizer = 1", 8, "expected `and`, `or` or the end, got `optimizer`"],
    ["(lr = 1", 8, "expected `)`, `and` or `or`, got the end"],
    ["lr = 1)", 7, "expected `and`, `or` or the end, got `)`"],
    ["lr < true", 6, "expected a number or a string after `<`, got true"],
    ["lr in 1", 7, "expected `(` and values after `in`, got `1`"],
    ["lr in (1", 9, "expected `,` or `)`, got the end"],
    ["lr is null", 7, "expected `missing` after `is`, got `null`"],
    ["lr not 1", 8, "expected `in` after `not`, got `1`"],
    ["lr = 'x", 6, "expected a closing ', got the end"],
    ["lr = [1", 6, "expected a closing bracket, got the end"],
    ["lr = [1 2]", 6, "expected a list or an object in JSON, got `[1 2]`"],
    ["val_accuracy = NaN", 16, "`.nonfinite` after a metric's name"],
    ["val_accuracy ~ 9", 14, "expected a comparison of a number, got `~`"],
    ["created = today", 9, "expected `<`, `<=`, `>` or `>=` after a time, got `=`"],
    ["created > 1d", 11, "(did you mean `1d ago`?)"],
    ["created > 2026-02-30", 11, "expected a date"],
    [
      "duration > long",
      12,
      "expected a duration (`90s`, `5m`, `1h30m`) or a number of seconds, got `long`",
    ],
    ["missing lr", 9, "expected `(` and a field after `missing`, got `lr`"],
    ["= 1", 1, "expected a field, `not`, `missing` or `(`, got `=`"],
    [`${"(".repeat(200)}lr`, 102, "expected at most 100 levels"],
    ["x".repeat(20_001), 1, "expected at most 20000 characters, got 20001"],
  ])("says where and what is wrong in %.40s", (text, column, message) => {
    const error = errorOf(() => parse(text));
    expect(error.message).toContain(message);
    expect(error.column).toBe(column);
    expect(error.message.split("\n")[2]).toBe(`${" ".repeat(column + 1)}^`);
  });

  it("never fails but with a message, whatever the text", () => {
    const pieces = [
      "lr",
      "loss",
      "(",
      ")",
      "and",
      "or",
      "not",
      "in",
      "=",
      "~",
      "'",
      '"',
      "`",
      "[",
      "{",
      "1",
      "5m",
      ",",
      ".",
      " ",
    ];
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })));
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join("");
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
        }
      }),
    );
  });
});

describe("a field", () => {
  it.each([
    "lr",
    "augment.shift",
    "param.loss",
    "metric.loss",
    "loss.last",
    "val/acc",
    "val_accuracy.max",
    "param.seed",
    "seed",
    "`odd ``name```",
    "`or`",
    `\`${IOTA_BELOW}\``,
  ])("is written as it is read: %s", (text) => {
    const [field] = parseFields(text, { known, where: "columns" });
    expect(field && formatField(field, known)).toBe(text);
  });

  it("that has any name is written so that it is found by its values again", () => {
    const json = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), // JSON has no -0
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), json, (name, value) => {
        const names: KnownNames = { parameters: [name], metrics: [] };
        const text = formatEquality(parameter(name), value, names);
        const filter = parseFilter(text, { known: names, now: NOW, where: "where" });
        expect(filter).toEqual({ type: "equal", field: parameter(name), values: [value] });
      }),
    );
  });

  it("is sorted by, descending after a minus", () => {
    const metric = { kind: "metric", name: "val_accuracy", stat: "best", goal: "maximize" };
    expect(parseSort("-val_accuracy, lr", { known, where: "sort" })).toEqual([
      { field: metric, descending: true },
      { field: parameter("lr"), descending: false },
    ]);
    expect(parseSort("", { known, where: "sort" })).toEqual([]);
    expect(errorOf(() => parseSort("lr optimizer", { known, where: "sort" })).message).toMatch(
      /^sort, column 4: expected `,` or the end, got `optimizer`/,
    );
  });
});

function errorOf(work: () => unknown): QueryError {
  try {
    work();
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error("expected an error");
}
