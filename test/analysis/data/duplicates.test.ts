import { describe, expect, it } from "vitest";
import { lookAtDuplicates } from "../../../src/analysis/data/duplicate-look.js";
import { findExactDuplicates } from "../../../src/analysis/data/exact-duplicates.js";
import { pixelsOf } from "../../../src/analysis/data/labelled-pictures.js";
import { correlate, findNearDuplicates } from "../../../src/analysis/data/near-duplicates.js";
import { copyPicture, demoPictures, foldedPictures } from "../../fixtures/demo-data.js";

describe("exact duplicates", () => {
  it("are rows with equal pixels, in groups", () => {
    const pictures = demoPictures(60);
    copyPicture(pictures, 3, 17);
    copyPicture(pictures, 3, 40);
    copyPicture(pictures, 5, 6);
    expect(findExactDuplicates(pictures)).toEqual([
      [3, 17, 40],
      [5, 6],
    ]);
  });

  it("are none where one pixel differs by one level", () => {
    const pictures = demoPictures(20);
    copyPicture(pictures, 3, 17);
    pixelsOf(pictures, 17)[400] = 1;
    expect(findExactDuplicates(pictures)).toEqual([]);
  });
});

describe("near duplicates", () => {
  it.each([0.3, 0.8, 0.9, 0.99])(
    "at %d are exactly those that comparing every pair finds",
    (threshold) => {
      const pictures = demoPictures(200);
      const all = [...pictures.validation].flatMap((validation) =>
        [...pictures.train].flatMap((train) => {
          const correlation = correlate(pixelsOf(pictures, train), pixelsOf(pictures, validation));
          return correlation >= threshold ? [`${train} ${validation}`] : [];
        }),
      );
      const found = findNearDuplicates(pictures, { threshold });
      expect(found.map(({ train, validation }) => `${train} ${validation}`).sort()).toEqual(
        all.sort(),
      );
      if (threshold < 0.9) expect(all.length).toBeGreaterThan(100);
    },
  );

  it("are found however much brighter one of them is", () => {
    const pictures = demoPictures(70);
    copyPicture(pictures, 15, 14);
    pixelsOf(pictures, 14).forEach((level, i, pixels) => {
      pixels[i] = Math.floor(level / 2);
    });
    const [pair, ...others] = findNearDuplicates(pictures, { threshold: 0.99 });
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ train: 15, validation: 14 });
  });

  it("are never even pictures", () => {
    const pictures = demoPictures(20);
    pixelsOf(pictures, 7).fill(9);
    pixelsOf(pictures, 8).fill(9);
    expect(findNearDuplicates(pictures, { threshold: 0.9 })).toEqual([]);
  });

  it("tell how far the search has come", () => {
    const told: [number, number][] = [];
    findNearDuplicates(demoPictures(70), { threshold: 0.9, onProgress: (...at) => told.push(at) });
    expect(told).toEqual([
      [0, 10],
      [10, 10],
    ]);
  });
});

describe("with folds", () => {
  it("near duplicates are those of every two rows in different folds, each pair once", () => {
    const pictures = foldedPictures(120, 3);
    const rows = [...pictures.labels.keys()];
    const all = rows.flatMap((a) =>
      rows.flatMap((b) => {
        const isAcross = (pictures.folds[a] ?? 0) < (pictures.folds[b] ?? 0);
        const isNear = () => correlate(pixelsOf(pictures, a), pixelsOf(pictures, b)) >= 0.8;
        return isAcross && isNear() ? [`${a} ${b}`] : [];
      }),
    );
    const found = findNearDuplicates(pictures, { threshold: 0.8 });
    expect(found.map(({ train, validation }) => `${train} ${validation}`).sort()).toEqual(
      all.sort(),
    );
    expect(all.length).toBeGreaterThan(20);
  });

  it("equal pictures count as across where their folds differ", () => {
    const pictures = foldedPictures(140, 3);
    copyPicture(pictures, 11, 21); // folds 3 and 1
    copyPicture(pictures, 12, 42); // fold 1 both
    const look = lookAtDuplicates(pictures);
    expect(look).toMatchObject({ exact: 2, exactAcross: 1 });
    expect(look.method).toContain("every two rows of different folds");
    expect(look.pairs[0]).toMatchObject({
      train: { row: 21, fold: 0 },
      validation: { row: 11, fold: 2 },
    });
  });
});

describe("the look at duplicates", () => {
  it("tells those across the split, and those with two labels", () => {
    const pictures = demoPictures(140);
    copyPicture(pictures, 11, 21); // to validation, the same label
    copyPicture(pictures, 12, 35); // to validation, another label
    copyPicture(pictures, 22, 23); // within training, another label
    const look = lookAtDuplicates(pictures);
    expect(look).toMatchObject({ exact: 3, exactAcross: 2, contradictions: 2, near: 0 });
    expect(look.pairs.map(({ train, validation }) => [train.row, validation.row])).toEqual([
      [11, 21],
      [12, 35],
    ]);
    expect(look.pairs[1]).toMatchObject({
      train: { label: 2 },
      validation: { label: 5 },
      correlation: 1,
    });
    expect(look.pairs[0]?.train.picture).toBe(look.pairs[0]?.validation.picture);
  });
});
