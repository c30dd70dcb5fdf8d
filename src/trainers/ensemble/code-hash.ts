import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashJson, sha256 } from "../../core/hash.js";
import { computeCodeHash as digitsCodeHash } from "../digits/code-hash.js";

/** Hash of this trainer's code and of that of its members' trainer, which reads and executes their networks. */
export function computeCodeHash(): string {
  const folder = fileURLToPath(new URL("./", import.meta.url));
  const extension = extname(fileURLToPath(import.meta.url)); // tells sources from compiled files
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => extname(name) === extension && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => [name, sha256(readFileSync(join(folder, name)))]);
  return hashJson({ files, digits: digitsCodeHash() });
}
