import { expect, test } from "vitest";
import { z } from "zod";
import { choice } from "../../../src/trainers/digits/choice.js";

const drinks = choice({
  water: z.strictObject({}),
  tea: z.strictObject({ minutes: z.number().min(1).default(3), sugar: z.boolean().default(false) }),
});

function problems(value: unknown): string[] {
  const issues = drinks.schema.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => [...path, message].join(": "));
}

test("the shortest form of a variant with nothing but defaults is its name", () => {
  expect(drinks.schema.parse("tea")).toBe("tea");
  expect(drinks.schema.parse({ type: "tea" })).toBe("tea");
  expect(drinks.schema.parse({ type: "tea", minutes: 3, sugar: false })).toBe("tea");
});

test("the shortest form keeps the options that differ from their defaults, and parses to itself", () => {
  const short = drinks.schema.parse({ type: "tea", sugar: true, minutes: 3 });
  expect(short).toEqual({ type: "tea", sugar: true });
  expect(drinks.schema.parse(short)).toEqual(short);
});

test("resolving fills every option in", () => {
  expect(drinks.resolve("water")).toEqual({ type: "water", options: {} });
  expect(drinks.resolve({ type: "tea", sugar: true })).toEqual({
    type: "tea",
    options: { minutes: 3, sugar: true },
  });
});

test("an unknown variant is answered with the known ones", () => {
  expect(problems("tee")).toEqual([
    "expected one of `water`, `tea`, got `tee` (did you mean `tea`?)",
  ]);
  expect(problems("toString")).toEqual(["expected one of `water`, `tea`, got `toString`"]);
  expect(problems(7)).toEqual(["expected one of `water`, `tea`, got `7`"]);
  expect(problems({ minutes: 2 })).toEqual(['expected one of `water`, `tea`, got `{"minutes":2}`']);
});

test("what was got is shown as far as it takes to recognise it", () => {
  const [problem] = problems({ value: Array.from({ length: 100 }, () => "sugar") });
  expect(problem).toBe(
    'expected one of `water`, `tea`, got `{"value":["sugar","sugar","sugar","sugar","sugar","sugar","s…`',
  );
});

test("an unknown option is answered with the known ones, at its own path", () => {
  expect(problems({ type: "tea", suger: true })).toEqual([
    "suger: expected one of `minutes`, `sugar`, got `suger` (did you mean `sugar`?)",
  ]);
  expect(problems({ type: "water", ice: 1 })).toEqual(["ice: expected no options, got `ice`"]);
});

test("an option out of its range is reported at its own path", () => {
  expect(problems({ type: "tea", minutes: 0 })).toEqual([
    "minutes: Too small: expected number to be >=1",
  ]);
});

test("whoever parses the whole chooses the words for what zod found", () => {
  const { error } = drinks.schema.safeParse(
    { type: "tea", minutes: 0 },
    { error: ({ code }) => `in other words: ${code}` },
  );
  expect(error?.issues[0]?.message).toBe("in other words: too_small");
});
