import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAddress,
  overviewOf,
  type Page,
  parseAddress,
  X_AXES,
} from "../../dashboard/src/address.js";

const name = fc.string({ minLength: 1 });
const id = fc.stringMatching(/^[0-9a-f]{12}$/);
const overview = fc.record({
  view: fc.constant("overview" as const),
  sweep: fc.option(name),
  metric: fc.option(name),
  x: fc.option(fc.constantFrom(...X_AXES)),
  runs: fc.option(fc.array(id)),
  sort: fc.option(fc.record({ column: fc.stringMatching(/^[a-z]\S*$/), descending: fc.boolean() })),
});

describe("an address", () => {
  it("holds everything that decides what is shown", () => {
    const page: fc.Arbitrary<Page> = fc.oneof(
      overview,
      fc.record({ view: fc.constant("run" as const), id }),
    );
    fc.assert(
      fc.property(page, (each) => {
        expect(parseAddress(new URL(formatAddress(each), "http://localhost"))).toEqual(each);
      }),
    );
  });

  it("leaves out what is not chosen", () => {
    expect(formatAddress(overviewOf(null))).toBe("/");
    expect(formatAddress(overviewOf("bn-aug"))).toBe("/?sweep=bn-aug");
    expect(formatAddress({ ...overviewOf("a"), runs: [] })).toBe("/?sweep=a&runs=");
  });

  it("is none of ours where its path is unknown", () => {
    expect(parseAddress(new URL("http://localhost/runs"))).toBeNull();
    expect(parseAddress(new URL("http://localhost/api/runs"))).toBeNull();
  });

  it("ignores an axis that does not exist", () => {
    expect(parseAddress(new URL("http://localhost/?x=space"))).toEqual(overviewOf(null));
  });
});
