import { expect, test } from "vitest";
import { parseLabels } from "../../src/selection/label-file.js";
import {
  checkSubmission,
  countedFormat,
  formatOfSample,
} from "../../src/selection/submission-format.js";
import { createWorkspace } from "./workspace.js";

function sample() {
  const file = createWorkspace().write("sample.csv", "ImageId,Label\n1,0\n2,0\n3,0\n");
  return formatOfSample(file, "sample.csv");
}

function check(ids: number[], format = sample()) {
  const rows = ids.map((id) => `${id},5`);
  checkSubmission(parseLabels(["ImageId,Label", ...rows].join("\n"), "mine.csv"), format);
}

test("the ids of the sample submission pass, whatever the labels", () => {
  expect(() => check([1, 2, 3])).not.toThrow();
});

test.each([
  [[1, 3, 2], "mine.csv:3  ImageId: expected 2 as in sample.csv:3, got 3"],
  [[2, 3, 4], "mine.csv:2  ImageId: expected 1 as in sample.csv:2, got 2"],
  [[1, 2], "mine.csv:4  expected 3 rows as in sample.csv, got 2"],
  [[1, 2, 3, 4], "mine.csv:5  expected 3 rows as in sample.csv, got 4"],
])("the ids %j are refused with both files and lines", (ids, message) => {
  expect(() => check(ids)).toThrow(message);
});

test.each([
  ["3,0\n2,0\n1,0\n", "sample.csv:3  ImageId: expected more than 3, since ids ascend", "got 2"],
  ["1,0\n1,0\n", "sample.csv:3  ImageId: expected more than 1, since ids ascend", "got 1"],
])("a sample whose ids do not ascend is refused: %j", (rows, expected, got) => {
  const file = createWorkspace().write("sample.csv", `ImageId,Label\n${rows}`);
  expect(() => formatOfSample(file, "sample.csv")).toThrow(
    `${expected} with the rows of the test file, ${got}`,
  );
});

test("without a sample the ids count from 1", () => {
  expect(() => check([1, 2], countedFormat(2))).not.toThrow();
  expect(() => check([1, 3], countedFormat(2))).toThrow("mine.csv:3  ImageId: expected 2, got 3");
  expect(() => check([1], countedFormat(2))).toThrow("mine.csv:3  expected 2 rows, got 1");
});
