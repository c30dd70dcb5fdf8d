import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ARCHIVED_CHOICES,
  formatRunsState,
  parseRunsState,
  type RunsState,
  runsOf,
} from "../../../dashboard/src/pages/runs/runs-state.js";

const field = fc.oneof(
  fc.stringMatching(/^[a-z][a-z_.]{0,8}$/),
  fc.stringMatching(/^[a-z ,]{1,8}$/).map((name) => `\`${name}\``),
);
const id = fc.stringMatching(/^[0-9a-f]{12}$/);
const state: fc.Arbitrary<RunsState> = fc.record({
  sweep: fc.option(fc.string({ minLength: 1 })),
  where: fc.string(),
  sort: fc.array(fc.record({ field, descending: fc.boolean() })),
  columns: fc.option(fc.array(field)),
  groupBy: fc.array(field),
  archived: fc.constantFrom(...ARCHIVED_CHOICES),
  ticked: fc.oneof(fc.array(id), fc.constant("all" as const)),
  charts: fc.constant(runsOf(null).charts),
});

function read(address: string): RunsState | null {
  return parseRunsState(new URL(address, "http://localhost"));
}

describe("the address of the runs page", () => {
  it("holds everything that decides what is shown", () => {
    fc.assert(
      fc.property(state, (each) => {
        expect(read(formatRunsState(each))).toEqual(each);
      }),
    );
  });

  it("leaves out what is not chosen", () => {
    expect(formatRunsState(runsOf(null))).toBe("/");
    expect(formatRunsState(runsOf("bn-aug"))).toBe("/?sweep=bn-aug");
  });

  it("tells no columns from columns that nobody chose", () => {
    expect(read("/?cols=")?.columns).toEqual([]);
    expect(read("/")?.columns).toBeNull();
  });

  it("is none of ours where its path is another", () => {
    expect(read("/runs/0a1b")).toBeNull();
    expect(read("/api/runs")).toBeNull();
  });
});
