import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../../dashboard/src/charts/export/csv.js";

describe("a chart's CSV", () => {
  it("has every digit, and is read back as it was by another program", () => {
    const rows = [
      ["a,b", 0.1 + 0.2, null],
      ['say "hi"\nthere', 1e-300, Number.NaN],
      ["-0.5", -1, "plain"],
    ] as const;
    const { data } = Papa.parse<string[]>(toCsv({ columns: ["name", "x", "y"], rows }).trimEnd());
    expect(data).toEqual([
      ["name", "x", "y"],
      ["a,b", "0.30000000000000004", ""],
      ['say "hi"\nthere', "1e-300", "NaN"],
      ["-0.5", "-1", "plain"],
    ]);
  });

  it("lets no name of a run become a formula", () => {
    expect(toCsv({ columns: ["name"], rows: [["=cmd()"], ["@x"], ["-x"]] })).toBe(
      "name\r\n'=cmd()\r\n'@x\r\n'-x\r\n",
    );
  });
});
