import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { hashJson, sha256 } from "../../core/hash.js";
import { codeFiles, computeCodeHash as digitsCodeHash } from "../digits/code-hash.js";

/** Hash of this trainer's code and of that of its members' trainer, which reads and executes their networks. */
export function computeCodeHash(): string {
  const folder = fileURLToPath(new URL("./", import.meta.url));
  const files = codeFiles(folder).map((file) => [
    relative(folder, file),
    sha256(readFileSync(file)),
  ]);
  return hashJson({ files, digits: digitsCodeHash() });
}
