import { describe, expect, it } from "vitest";
import { complete, looksFinished } from "../../../dashboard/src/pages/runs/filter/complete.js";
import { hasTerm, toggleTerm } from "../../../dashboard/src/pages/runs/filter/facets.js";
import { COLUMNS } from "./examples.js";

/** What is offered where the caret `|` stands. */
function offered(text: string): string[] {
  const caret = text.indexOf("|");
  return complete(text.replace("|", ""), caret, COLUMNS).options.map(({ label }) => label);
}

describe("the completion of a filter", () => {
  it("offers fields at the beginning, after a bracket and after `and`", () => {
    for (const text of ["|", "(|", "lr = 1 and |", "not |"]) {
      expect(offered(text)).toContain("val_accuracy");
      expect(offered(text)).toContain("tag:");
    }
    expect(offered("val|")).toEqual(["val_accuracy", "val_loss"]);
  });

  it("offers comparisons after a field, and `and` after a value", () => {
    expect(offered("lr |").slice(0, 3)).toEqual(["=", "!=", "<"]);
    expect(offered("val_loss.last |")).toContain("<");
    expect(offered("lr = 0.1 |")).toEqual(["and", "or"]);
    expect(offered("tag:keep |")).toEqual(["and", "or"]);
    expect(offered("lr is |")).toEqual(["missing", "not missing"]);
  });

  it("offers the values of the field that is compared, in quotes where they need them", () => {
    expect(offered("optimizer = |")).toEqual(["adam", '"sgd fast"']);
    expect(offered("optimizer in (adam, |")).toEqual(["adam", '"sgd fast"']);
    expect(offered("state != |")).toEqual(["running", "failed"]);
    expect(offered("pinned = |")).toEqual(["true", "false"]);
    expect(offered("tag:|")).toEqual(["keep"]);
  });

  it("replaces what was typed of a word, and nothing before it", () => {
    expect(complete("lr = 1 and opt", 14, COLUMNS).start).toBe(11);
    expect(complete("lr = ", 5, COLUMNS).start).toBe(5);
  });
});

describe("a filter that is being typed", () => {
  it.each([
    "",
    "lr = 1",
    "lr in (1, 2)",
    "tag:keep",
    "lr is missing",
    "missing(lr)",
    "lr = 1 and val_acuracy > 2",
  ])("could end as `%s`", (text) => {
    expect(looksFinished(text)).toBe(true);
  });

  it.each(["l", "lr", "lr =", "lr = 1 and", "lr = 1 and op", "tag:", "lr in (1,", "not"])(
    "goes on after `%s`",
    (text) => {
      expect(looksFinished(text)).toBe(false);
    },
  );
});

describe("quick filters", () => {
  it("add a term, and take it away again", () => {
    const one = toggleTerm("", "state = failed");
    const two = toggleTerm(one, "tag:keep");
    expect(two).toBe("state = failed and tag:keep");
    expect(hasTerm(two, "state = failed")).toBe(true);
    expect(toggleTerm(two, "state = failed")).toBe("tag:keep");
    expect(toggleTerm("tag:keep", "tag:keep")).toBe("");
  });

  it("put what they are added to in brackets where it has an `or`", () => {
    expect(toggleTerm("lr = 1 or lr = 2", "tag:keep")).toBe("(lr = 1 or lr = 2) and tag:keep");
    expect(toggleTerm("(lr = 1 or lr = 2) and tag:keep", "tag:keep")).toBe("(lr = 1 or lr = 2)");
  });

  it("do not look into quotes", () => {
    const where = 'name = "a and tag:keep"';
    expect(hasTerm(where, "tag:keep")).toBe(false);
    expect(toggleTerm(where, "tag:keep")).toBe(`${where} and tag:keep`);
  });
});
