import { expect, test } from "vitest";
import { nameOfRepeats, repeatName } from "../../src/core/repeat-name.js";

test("what repeats have in common is what their names were made from", () => {
  expect(repeatName("depth=2", 12)).toBe("depth=2 repeat=12");
  expect(nameOfRepeats(repeatName("depth=2", 12))).toBe("depth=2");
});

test("a name without a repeat stays as it is", () => {
  expect(nameOfRepeats("repeat=3")).toBe("repeat=3");
  expect(nameOfRepeats("repeat=3 depth=2")).toBe("repeat=3 depth=2");
});
