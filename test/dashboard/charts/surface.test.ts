import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellCentre, surfaceOf } from "../../../dashboard/src/charts/maths/surface.js";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const plane = (x: number, y: number) => 2 * x - 3 * y + 1;

describe("the surface over two parameters", () => {
  it("is exact where the metric is a plane", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ x: share, y: share }), { minLength: 3 }), (places) => {
        const samples = places.map(({ x, y }) => ({ x, y, value: plane(x, y) }));
        const { values, columns, rows } = surfaceOf(samples, 12, 9);
        values.forEach((value, i) => {
          const [column, row] = [i % columns, Math.floor(i / columns)];
          const expected = plane(cellCentre(column, columns), cellCentre(row, rows));
          if (!Number.isNaN(value)) expect(value).toBeCloseTo(expected, 4);
        });
      }),
    );
  });

  it("fills the square between its corners without a gap", () => {
    const corners = [corner(0, 0, 1), corner(1, 0, 2), corner(0, 1, 3), corner(1, 1, 4)];
    const { values } = surfaceOf(corners, 20, 20);
    expect(values.some(Number.isNaN)).toBe(false);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...values)).toBeLessThanOrEqual(4);
  });

  it("knows nothing outside of the samples", () => {
    const triangle = [corner(0, 0, 1), corner(0.5, 0, 1), corner(0, 0.5, 1)];
    const { values, columns } = surfaceOf(triangle, 10, 10);
    expect(values[0]).toBe(1);
    expect(values[9 * columns + 9]).toBeNaN();
    expect(values[0 * columns + 6]).toBeNaN();
  });

  it("takes the mean of samples at one place, and leaves out what is not finite", () => {
    const repeats = [corner(0, 0, 1), corner(0, 0, 3), corner(1, 0, 2), corner(0, 1, 2)];
    const { values } = surfaceOf([...repeats, corner(1, 1, Number.NaN)], 4, 4);
    expect(values[0]).toBeCloseTo(2, 10);
    expect(values[15]).toBeNaN();
  });

  it.each([
    ["two places", [corner(0, 0, 1), corner(1, 1, 2)]],
    ["places on a line", [corner(0, 0, 1), corner(0.5, 0.5, 2), corner(1, 1, 3)]],
    ["none", []],
  ])("makes no surface of %s", (_, samples) => {
    expect(surfaceOf(samples, 5, 5).values.every(Number.isNaN)).toBe(true);
  });
});

function corner(x: number, y: number, value: number) {
  return { x, y, value };
}
