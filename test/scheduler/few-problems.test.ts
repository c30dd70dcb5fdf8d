import { expect, test } from "vitest";
import { FewProblems } from "../../src/scheduler/few-problems.js";

function tell(count: number): string[] {
  const told: string[] = [];
  const problems = new FewProblems("runs/a/events.jsonl", (problem) => told.push(problem));
  for (let line = 1; line <= count; line++) problems.add(`line ${line}`);
  problems.end();
  return told;
}

test("a few problems are told one by one, and nothing more", () => {
  expect(tell(0)).toEqual([]);
  expect(tell(5)).toEqual(["line 1", "line 2", "line 3", "line 4", "line 5"]);
});

test("of many problems the first five are told, and then how many more there were", () => {
  const rest = (count: string) =>
    `runs/a/events.jsonl: ${count} such as these; what they are about is left out`;
  expect(tell(6)).toHaveLength(6);
  expect(tell(6).at(-1)).toBe(rest("1 more problem"));
  expect(tell(60).at(-1)).toBe(rest("55 more problems"));
  expect(tell(12_345).at(-1)).toBe(rest("12,340 more problems"));
});
