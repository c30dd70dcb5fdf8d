/**
 * The true labels of the embedded test set. Invariants:
 *
 * 1. Only `sweep score` opens this file, and only to print a score. Nothing that trains, selects, promotes or predicts may
 *    import this module: cli/wiring/answers.ts hands the path to the score command (test/trainers/digits/data/honesty.test.ts scans
 *    every source).
 * 2. It is written once, by embedded/embedded-digits.ts, in a folder of its own, so that no listing of the data's folder
 *    shows it.
 */
import { join } from "node:path";

/** Folder of the solution, beside the folder of the data. */
export const SOLUTION_FOLDER = "embedded-solution";
export const SOLUTION_FILE = "solution.csv";

/** Path of the solution: header `ImageId,Label`, ids from 1, the labels of the rows of the embedded test.csv in their order. */
export function solutionFile(cacheDir: string): string {
  return join(cacheDir, SOLUTION_FOLDER, SOLUTION_FILE);
}
