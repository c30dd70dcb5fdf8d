import { describe, expect, it } from "vitest";
import { didYouMean, suggest } from "../../src/core/suggest.js";

const OPTIMIZERS = ["adam", "adamw", "sgd", "rmsprop"];

describe("what was probably meant", () => {
  it.each([
    ["sdg", "sgd"],
    ["SDG", "sgd"],
    ["adma", "adam"],
    ["adamx", "adam"],
    ["rmprop", "rmsprop"],
  ])("by %s is %s", (word, meant) => {
    expect(suggest(word, OPTIMIZERS)).toBe(meant);
  });

  it.each(["gds", "dgs", "lion", ""])("by %j is nothing", (word) => {
    expect(didYouMean(word, OPTIMIZERS)).toBe("");
  });

  it("is asked at the end of a message", () => {
    expect(didYouMean("sdg", OPTIMIZERS)).toBe(" (did you mean `sgd`?)");
  });
});
