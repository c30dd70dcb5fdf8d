import { expect, test } from "vitest";
import { parseLabels } from "../../src/selection/label-file.js";
import { scoreSubmission } from "../../src/selection/score.js";

const SOLUTION = "1,7\n2,0\n3,4\n4,4";

function score(answers: string, solution = SOLUTION) {
  const file = (name: string, rows: string) => parseLabels(`ImageId,Label\n${rows}`, name);
  return scoreSubmission(file("mine.csv", answers), file("solution.csv", solution));
}

test("the score is the share of right answers", () => {
  expect(score("1,7\n2,1\n3,4\n4,4")).toEqual({ correct: 3, rows: 4, accuracy: 0.75 });
});

test("rows are matched by id, not by place", () => {
  expect(score("4,4\n3,4\n2,0\n1,7").accuracy).toBe(1);
});

test.each([
  ["1,7\n2,0\n3,4", "mine.csv: expected an answer for ImageId 4 (solution.csv:5), got none"],
  ["1,7\n2,0\n3,4\n5,4", "mine.csv:5  ImageId: expected an id of solution.csv, got 5"],
  [
    "1,7\n2,0\n2,1\n4,4",
    "mine.csv:4  ImageId: expected each id once, got 2 again (first in line 3)",
  ],
])("%j cannot be scored, and the message says where", (answers, message) => {
  expect(() => score(answers)).toThrow(message);
});

test("an empty solution is refused", () => {
  expect(() => score("", "")).toThrow("solution.csv: expected rows, got none");
});
