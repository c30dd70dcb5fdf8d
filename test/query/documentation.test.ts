import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BUILTIN_NAMES } from "../../src/query/builtins.js";
import { parseFilter } from "../../src/query/parse-filter.js";

const text = readFileSync(join(import.meta.dirname, "../../docs/query.md"), "utf8");
const known = {
  parameters: ["lr", "optimizer", "batch_norm", "augment", "augment.shift"],
  metrics: [
    { name: "val_accuracy", goal: "maximize" as const },
    { name: "loss", goal: "minimize" as const },
  ],
};

describe("docs/query.md", () => {
  it("shows filters that are understood", () => {
    const filters = [...text.matchAll(/--where '([^']+)'/g)].map(([, filter]) => filter ?? "");
    expect(filters.length).toBeGreaterThan(3);
    for (const filter of filters)
      expect(parseFilter(filter, { known, now: 0, where: "where" })).not.toBeNull();
  });

  it("names every field that all runs have", () => {
    expect(BUILTIN_NAMES.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
