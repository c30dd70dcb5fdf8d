/**
 * Bundles the dashboard, the drawing page of `sweep serve` and what `sweep export --format bundle` puts beside a model, prints what a
 * browser downloads, and fails where that has become too much:
 *
 *   node dashboard/build.mjs [folder of the dashboard [folder of the drawing page [folder of the bundle]]]
 *
 * Without folders: dist/dashboard, dist/draw and dist/bundle; with the first alone, the dashboard alone.
 */
import { copyFile, readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = fileURLToPath(new URL("./src/", import.meta.url));
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const named = process.argv.slice(2).map((folder) => resolve(folder));
const NAMES = ["dashboard", "draw", "bundle"];
const folders = named.length > 0 ? named : NAMES.map((name) => join(DIST, name));

const PAGES = [
  {
    name: "dashboard",
    entryPoints: [
      { in: join(SOURCE, "main.tsx"), out: "app" },
      { in: join(SOURCE, "styles/app.css"), out: "app" },
    ],
    files: ["index.html", "favicon.svg"],
    mostBytes: 250_000, // gzipped: about a second on a slow line
  },
  {
    name: "draw",
    entryPoints: [
      { in: join(SOURCE, "draw/main.tsx"), out: "draw" },
      { in: join(SOURCE, "draw/draw.css"), out: "draw" },
    ],
    files: ["draw/index.html", "favicon.svg"],
    mostBytes: 25_000,
  },
  {
    name: "bundle",
    entryPoints: [
      { in: join(SOURCE, "bundle/main.tsx"), out: "page" },
      { in: join(SOURCE, "bundle/engine.ts"), out: "engine" },
      { in: join(SOURCE, "bundle/page.css"), out: "page" },
    ],
    files: [
      ...["index.html", "server.mjs", "package.json", "Dockerfile"].map((name) => `bundle/${name}`),
      "favicon.svg",
    ],
    mostBytes: 450_000, // most of it is tfjs
    options: {
      format: "iife", // a page that is opened from a disk may load no modules
      loader: { ".wasm": "binary" },
      define: { process: "undefined", global: "globalThis" }, // tfjs takes Node for no browser, and asks for its modules
    },
  },
];

for (const [i, folder] of folders.entries()) await buildPage({ ...PAGES[i], folder });

async function buildPage(page) {
  await rm(page.folder, { recursive: true, force: true });
  await build({
    entryPoints: page.entryPoints,
    outdir: page.folder,
    bundle: true,
    minify: true,
    external: ["/favicon.svg"], // served as it is
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    target: ["chrome111", "firefox113", "safari16.4"], // the first with color-mix()
    logLevel: "warning",
    ...page.options,
  });
  for (const file of page.files) {
    await copyFile(join(SOURCE, file), join(page.folder, basename(file)));
  }
  await printSizes(page);
}

async function printSizes({ folder, name, mostBytes }) {
  let total = 0;
  for (const file of await readdir(folder)) {
    const bytes = gzipSync(await readFile(join(folder, file))).length;
    total += bytes;
    console.log(`${file.padEnd(12)} ${kilobytes(bytes)} gzipped`);
  }
  console.log(`${name.padEnd(12)} ${kilobytes(total)} gzipped`);
  if (total <= mostBytes) return;
  const expected = `at most ${kilobytes(mostBytes).trim()} gzipped`;
  console.error(`${folder}: expected ${expected}, got ${kilobytes(total).trim()}`);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
