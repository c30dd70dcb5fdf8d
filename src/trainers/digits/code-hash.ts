import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { hashJson, sha256 } from "../../core/hash.js";
import { installedVersion } from "./installed-version.js";

/** Folders of the code that decides a result; the extension of this file tells sources from compiled files. */
const EXTENSION = extname(fileURLToPath(import.meta.url));
const FOLDERS = ["./", "../backends/"];
const FILES = ["../../core/random", "../../core/hash", "../run-setup"].map((name) =>
  here(name + EXTENSION),
);

/** Packages whose arithmetic or random numbers decide a result; those that only some machines have count where they are. */
const PACKAGES = [
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-cpu",
  "onnxruntime-node",
  "protobufjs",
  "pure-rand",
];

/** Hash of this trainer's code, of the backends' and of the libraries' versions. Reads some hundred small files. */
export function computeCodeHash(): string {
  const files = [...FOLDERS.flatMap((path) => codeFiles(here(path))), ...FILES].map((file) => [
    relative(here("../.."), file),
    sha256(readFileSync(file)),
  ]);
  return hashJson({ files, packages: PACKAGES.map((name) => [name, installedVersion(name)]) });
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Sources, or compiled files where this is one, at any depth of a folder; in one order on every machine. */
export function codeFiles(from: string): string[] {
  return readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((name) => extname(name) === EXTENSION && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(from, name));
}
