import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitHash, splitRows } from "../../../../src/trainers/digits/data/split.js";

const labels = fc.uint8Array({ min: 0, max: 9, minLength: 1, maxLength: 400 });
const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const seed = fc.integer();

describe("splitting rows", () => {
  it("puts every row on exactly one side, each side ascending", () => {
    fc.assert(
      fc.property(labels, fraction, seed, (labels, fraction, seed) => {
        const { train, validation } = splitRows(labels, fraction, seed);
        const all = [...train, ...validation].sort((a, b) => a - b);
        expect(all).toEqual(Array.from(labels, (_, row) => row));
        expect([...train]).toEqual([...train].sort((a, b) => a - b));
        expect([...validation]).toEqual([...validation].sort((a, b) => a - b));
      }),
    );
  });

  it("sets the rounded fraction of all rows aside", () => {
    fc.assert(
      fc.property(labels, fraction, seed, (labels, fraction, seed) => {
        const { validation } = splitRows(labels, fraction, seed);
        expect(validation.length).toBe(Math.round(labels.length * fraction));
      }),
    );
  });

  it("takes of every class its proportion, to within one row", () => {
    fc.assert(
      fc.property(labels, fraction, seed, (labels, fraction, seed) => {
        const { validation } = splitRows(labels, fraction, seed);
        for (let label = 0; label < 10; label++) {
          const count = labels.filter((other) => other === label).length;
          const taken = validation.filter((row) => labels[row] === label).length;
          expect(Math.abs(taken - count * fraction)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("is decided by labels, fraction and seed", () => {
    const labels = Uint8Array.from({ length: 500 }, (_, row) => row % 10);
    expect(splitRows(labels, 0.2, 7)).toEqual(splitRows(labels, 0.2, 7));
    expect(splitRows(labels, 0.2, 8).validation).not.toEqual(splitRows(labels, 0.2, 7).validation);
  });

  it("does not take the first rows of each class", () => {
    const labels = new Uint8Array(1000);
    const { validation } = splitRows(labels, 0.1, 1);
    expect(validation).toHaveLength(100);
    expect(Math.max(...validation)).toBeGreaterThan(500);
  });

  it("has the hash of its validation rows as little-endian int32", () => {
    const split = { train: new Int32Array(0), validation: Int32Array.of(1, 258) };
    // sha256 of the bytes 01 00 00 00 02 01 00 00
    expect(splitHash(split)).toBe(
      "fb8bbe2ad3ab5292f19bc5d75bbab9b5fbddc5a78ce47ab41b2d3d59bca08596",
    );
  });

  it("stays as it was in earlier versions", () => {
    const labels = Uint8Array.from({ length: 60 }, (_, row) => (row * 7) % 10);
    expect([...splitRows(labels, 0.15, 1).validation]).toEqual([
      11, 15, 32, 38, 43, 44, 49, 50, 56,
    ]);
  });
});
