import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CodeFile } from "../../core/environment-record.js";
import { sha256 } from "../../core/hash.js";
import { codeCopy } from "../../protocol/environment-record.js";
import type { CommandFile } from "../../trainers/command-code.js";

const MOST_BYTES = 256 * 1024; // code that people write; larger files are data or binaries

/** Describes a command's files and keeps a copy of each that is not too large. */
export function keepFiles(files: readonly CommandFile[], runsDir: string): CodeFile[] {
  return files.map(({ token, path }) => keepCode(token, readFileSync(path), runsDir));
}

/** Keeps the content once, whatever its name and however many runs it belongs to. */
export function keepCode(path: string, content: Uint8Array, runsDir: string): CodeFile {
  const hash = sha256(content);
  const kept = content.length <= MOST_BYTES;
  if (kept) write(codeCopy(runsDir, hash), content);
  return { path, sha256: hash, bytes: content.length, kept };
}

/** By another name first: two orchestrators may keep the same code, and neither may see half of it. */
function write(copy: string, content: Uint8Array): void {
  if (existsSync(copy)) return;
  mkdirSync(dirname(copy), { recursive: true });
  const draft = `${copy}.${randomUUID()}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, copy);
}
