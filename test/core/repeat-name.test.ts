import { expect, test } from "vitest";
import { foldName, nameOfFolds, nameOfRepeats, repeatName } from "../../src/core/repeat-name.js";

test("what repeats have in common is what their names were made from", () => {
  expect(repeatName("depth=2", 12)).toBe("depth=2 repeat=12");
  expect(nameOfRepeats(repeatName("depth=2", 12))).toBe("depth=2");
});

test("a name without a repeat stays as it is", () => {
  expect(nameOfRepeats("repeat=3")).toBe("repeat=3");
  expect(nameOfRepeats("repeat=3 depth=2")).toBe("repeat=3 depth=2");
});

test("what folds have in common is their repeat's name, and of all repeats what that was made from", () => {
  const name = foldName(repeatName("depth=2", 3), { index: 1, count: 5 });
  expect(name).toBe("depth=2 repeat=3 fold=2/5");
  expect(nameOfFolds(name)).toBe("depth=2 repeat=3");
  expect(nameOfRepeats(name)).toBe("depth=2");
});
