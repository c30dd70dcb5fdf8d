import type { Locator, Page } from "playwright-core";

type Place = readonly [x: number, y: number];

/** How people write the ten digits: strokes through these places, in hundredths of the paper's sides. */
export const DIGIT_STROKES: readonly (readonly (readonly Place[])[])[] = [
  [arc([50, 50], [20, 30], -90, 270)],
  [
    [
      [38, 32],
      [52, 18],
      [52, 82],
    ],
  ],
  [[...arc([50, 36], [19, 17], 190, 395), [36, 78], [30, 82], [74, 82]]],
  [[...arc([47, 34], [18, 15], 200, 450), ...arc([47, 66], [21, 17], 270, 520)]],
  [
    [
      [40, 18],
      [30, 52],
      [72, 52],
    ],
    [
      [62, 26],
      [60, 84],
    ],
  ],
  [
    [[36, 20], [34, 46], ...arc([48, 62], [20, 20], 240, 500)],
    [
      [36, 20],
      [68, 20],
    ],
  ],
  [[[60, 16], [42, 36], ...arc([50, 64], [18, 18], 190, 550)]],
  [
    [
      [28, 22],
      [70, 22],
      [56, 50],
      [46, 84],
    ],
  ],
  [
    [
      ...arc([50, 34], [15, 15], -60, -300, 14),
      ...arc([50, 67], [18, 18], -90, 270, 18),
      ...arc([50, 34], [15, 15], 60, -60, 8),
    ],
  ],
  [[...arc([48, 36], [17, 17], 0, -360, 20), [65, 40], [61, 84]]],
];

/** Draws a digit with the mouse on the page's paper. */
export async function drawDigit(page: Page, paper: Locator, digit: number): Promise<void> {
  const box = await paper.boundingBox();
  if (!box) throw new Error("the paper is not in sight");
  const at = ([x, y]: Place) =>
    [box.x + (x / 100) * box.width, box.y + (y / 100) * box.height] as const;
  for (const [first, ...others] of DIGIT_STROKES[digit] ?? []) {
    if (!first) continue;
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const place of others) await page.mouse.move(...at(place));
    await page.mouse.up();
  }
}

/** Places on an ellipse; degrees go clockwise from the right, as y goes down. */
function arc([x, y]: Place, [wide, high]: Place, from: number, to: number, parts = 12): Place[] {
  return Array.from({ length: parts + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / parts) * Math.PI) / 180;
    return [x + wide * Math.cos(angle), y + high * Math.sin(angle)] as const;
  });
}
