import type { DigitImages } from "../digit-images.js";
import { DigitRows } from "./digit-rows.js";
import type { Layout } from "./layout.js";
import { wholeLines } from "./lines.js";
import { Problems } from "./problems.js";
import { type Hashed, type NamedFile, type ReadOptions, readHashed } from "./read-hashed.js";

/** A CSV file of digits. */
export interface CsvFile extends NamedFile {
  layout: Layout;
}

/**
 * Reads and validates a file in one pass that also hashes it. papaparse splits the cells: Kaggle's train.csv (77 MB, 33
 * million cells) takes about 1.6 s, and memory beyond the result stays at a few chunks of 1 MiB.
 *
 * @throws SweepError("data") that lists up to ten problems with file, line and cell.
 */
export async function readDigitsCsv(
  file: CsvFile,
  onBytes: ReadOptions<DigitImages>["onBytes"],
): Promise<Hashed<DigitImages>> {
  return readHashed(file, {
    onBytes,
    consume: async (chunks, size) => {
      const digits = new DigitRows(file.layout, new Problems(file.shown), size);
      for await (const lines of wholeLines(chunks, file.shown)) digits.add(lines);
      return digits.finish();
    },
  });
}
