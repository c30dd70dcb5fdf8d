import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { DataContext } from "../../../../src/core/trainer.js";
import { PIXELS } from "../../../../src/trainers/digits/description.js";

/** A folder that is removed when the test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function makeFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), "sweep-digits-")));
}

export interface RecordedContext extends DataContext {
  /** Every status that was reported, each once, in order. */
  statuses: string[];
}

export function contextIn(folder: string): RecordedContext {
  const statuses: string[] = [];
  return {
    cwd: folder,
    cacheDir: join(folder, "cache"),
    statuses,
    onProgress: ({ status }) => {
      if (statuses.at(-1) !== status) statuses.push(status);
    },
  };
}

const PIXEL_COLUMNS = Array.from({ length: PIXELS }, (_, pixel) => `pixel${pixel}`);
export const TRAIN_HEADER = ["label", ...PIXEL_COLUMNS];
export const TEST_HEADER = PIXEL_COLUMNS;

/** Cells of an image of which each pixel is (7 × row + pixel) mod 256. */
export function pixelsOf(row: number): number[] {
  return Array.from({ length: PIXELS }, (_, pixel) => (7 * row + pixel) % 256);
}

/** Cells of a training row; its label is row mod 10. */
export function trainRow(row: number): (string | number)[] {
  return [row % 10, ...pixelsOf(row)];
}

export function csv(rows: (string | number)[][], newline = "\n"): string {
  return rows.map((row) => row.join(",") + newline).join("");
}

/** A valid training file. */
export function trainCsv(rows: number): string {
  return csv([TRAIN_HEADER, ...Array.from({ length: rows }, (_, row) => trainRow(row))]);
}

/** A valid test file. */
export function testCsv(rows: number): string {
  return csv([TEST_HEADER, ...Array.from({ length: rows }, (_, row) => pixelsOf(row))]);
}

/** Writes a file and the folders above it. @returns its path */
export async function write(file: string, content: string | Buffer): Promise<string> {
  if (!existsSync(dirname(file))) await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** The message of the error that a promise is rejected with. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<{ code: unknown; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error)
      return { code: "code" in error && error.code, message: error.message };
    throw error;
  }
  throw new Error("expected a rejection");
}
