import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mistakeStrength } from "../../dashboard/src/ui/mistake-strength.js";

const TOKENS = join(import.meta.dirname, "../../dashboard/src/styles/tokens.css");
const AA = 4.5; // least contrast of text by WCAG 2, 1.4.3

/** A colour's values in the order of the file: of the light theme first, then of the dark one. */
function values(name: string): number[][] {
  const found = readFileSync(TOKENS, "utf8").matchAll(
    new RegExp(`--${name}: #([0-9a-f]{6});`, "g"),
  );
  return [...found].map(([, hex = ""]) =>
    [0, 2, 4].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)),
  );
}

function luminance(colour: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

it("is faint for a single mistake, and never so strong that the number in the cell cannot be read", () => {
  expect(mistakeStrength(1, 10_000)).toBe(15);
  const [cards, inks, warms] = ["card", "ink", "warm"].map(values);
  expect(cards?.length).toBeGreaterThan(1);
  cards?.forEach((card, theme) => {
    for (let count = 1; count <= 50; count++) {
      const share = mistakeStrength(count, 50) / 100;
      const cell = card.map((level, i) => level + ((warms?.[theme]?.[i] ?? 0) - level) * share);
      expect(contrast(cell, inks?.[theme] ?? [])).toBeGreaterThanOrEqual(AA);
    }
  });
});
