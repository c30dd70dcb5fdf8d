/**
 * Bundles the dashboard, prints what a browser downloads, and fails where that has become too much:
 *
 *   node dashboard/build.mjs [folder, else dist/dashboard]
 */
import { copyFile, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = fileURLToPath(new URL("./src/", import.meta.url));
const OUTPUT = resolve(
  process.argv[2] ?? fileURLToPath(new URL("../dist/dashboard", import.meta.url)),
);
const MOST_BYTES = 250_000; // gzipped: about a second on a slow line

await rm(OUTPUT, { recursive: true, force: true });
await build({
  entryPoints: [
    { in: join(SOURCE, "main.tsx"), out: "app" },
    { in: join(SOURCE, "styles/app.css"), out: "app" },
  ],
  outdir: OUTPUT,
  bundle: true,
  minify: true,
  external: ["/favicon.svg"], // served as it is
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  target: ["chrome111", "firefox113", "safari16.4"], // the first with color-mix()
  logLevel: "warning",
});
for (const file of ["index.html", "favicon.svg"]) {
  await copyFile(join(SOURCE, file), join(OUTPUT, file));
}
await printSizes();

async function printSizes() {
  let total = 0;
  for (const file of await readdir(OUTPUT)) {
    const bytes = gzipSync(await readFile(join(OUTPUT, file))).length;
    total += bytes;
    console.log(`${file.padEnd(12)} ${kilobytes(bytes)} gzipped`);
  }
  console.log(`${"dashboard".padEnd(12)} ${kilobytes(total)} gzipped`);
  if (total <= MOST_BYTES) return;
  const expected = `at most ${kilobytes(MOST_BYTES).trim()} gzipped`;
  console.error(`${OUTPUT}: expected ${expected}, got ${kilobytes(total).trim()}`);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
