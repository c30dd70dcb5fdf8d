import { join } from "node:path";
import { assertNever } from "../../../core/assert-never.js";
import type { DataContext } from "../../../core/trainer.js";
import { PIXELS, type PreparedFile } from "../description.js";
import { inspectBinaryCache, writeBinaryCache } from "./cache/binary-cache.js";
import { recallHash, rememberHash } from "./cache/stat-memo.js";
import { fileSystemTime, removeLeftovers } from "./cache/temporary.js";
import { type CsvFile, readDigitsCsv } from "./csv/read-digits-csv.js";
import { readHashed } from "./csv/read-hashed.js";

/**
 * Sees to it that the file's binary form is in the cache. An unchanged file costs two stats; one that was touched is hashed;
 * one that is new or changed is read, validated and cached.
 *
 * @throws SweepError("data") that names file, line and cell.
 */
export async function prepareFile(file: CsvFile, context: DataContext): Promise<PreparedFile> {
  const sha256 = await knownHash(file, context);
  return (sha256 && (await findCached(file, sha256, context))) || importFile(file, context);
}

/** The file's hash where it can be had without parsing; null for a file never seen. */
async function knownHash(file: CsvFile, context: DataContext): Promise<string | null> {
  const recalled = await recallHash(context.cacheDir, file.path);
  switch (recalled.type) {
    case "known":
      return recalled.sha256;
    case "stale":
      return hashFile(file, context);
    case "unknown":
      return null;
    default:
      return assertNever(recalled);
  }
}

async function hashFile(file: CsvFile, context: DataContext): Promise<string> {
  const readAt = await fileSystemTime(context.cacheDir);
  const { sha256, stat } = await readHashed(file, {
    onBytes: report(context, `checking ${file.shown}`),
    consume: drain,
  });
  await rememberHash(context.cacheDir, file.path, { sha256, stat, readAt });
  return sha256;
}

async function findCached(
  file: CsvFile,
  sha256: string,
  context: DataContext,
): Promise<PreparedFile | null> {
  const cache = cacheFile(context.cacheDir, sha256);
  const found = await inspectBinaryCache(cache);
  if (found === null || found.labelled !== file.layout.labelled) return null;
  return { file: file.path, sha256, cache, ...found };
}

async function importFile(file: CsvFile, context: DataContext): Promise<PreparedFile> {
  const { cacheDir } = context;
  await removeLeftovers(cacheDir);
  const readAt = await fileSystemTime(cacheDir);
  const onBytes = report(context, `reading ${file.shown}`);
  const { result, sha256, stat } = await readDigitsCsv(file, onBytes);
  const cache = cacheFile(cacheDir, sha256);
  await writeBinaryCache(cache, cacheDir, result);
  await rememberHash(cacheDir, file.path, { sha256, stat, readAt });
  const rows = result.images.length / PIXELS;
  return { file: file.path, sha256, rows, labelled: file.layout.labelled, cache };
}

function cacheFile(cacheDir: string, sha256: string): string {
  return join(cacheDir, "digits", `${sha256}.bin`);
}

function report(context: DataContext, status: string): (done: number, total: number) => void {
  return (done, total) => context.onProgress({ status, done, total });
}

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks); // reading is what hashes
}
