import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkBundle } from "../../../src/cli/bundle/check-bundle.js";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { readArtifacts } from "../../../src/trainers/digits/network/load.js";
import { trainedModel } from "../../serving/trained.js";
import { networks } from "../../trainers/exports/networks.js";
import { savedModel } from "../../trainers/exports/support.js";
import { buildAssets, RUN, workspaceWith } from "./exported.js";

let assets: string;
let modelDir: string;

beforeAll(async () => {
  assets = buildAssets();
  modelDir = await trainedModel({ digits: 500, epochs: 1 });
});
afterAll(() => {
  rmSync(assets, { recursive: true });
  rmSync(modelDir, { recursive: true });
});

test("a bundle is a folder with page, engine, model, server and what to do with them, and was run before it is written", async () => {
  const { exportBundle, site } = workspaceWith(modelDir, assets);
  const { stdout } = await exportBundle();
  expect(readdirSync(site).sort()).toEqual([
    "Dockerfile",
    "README.md",
    "engine.js",
    "favicon.svg",
    "index.html",
    "model.js",
    "package.json",
    "page.css",
    "page.js",
    "server.mjs",
  ]);
  expect(stdout).toMatch(
    /^check +run by the bundle's own engine \(WebAssembly\) on 3 images: probabilities as the network's \(largest difference \d/m,
  );
  expect(stdout).toContain("open    site/index.html in a browser");
  expect(readFileSync(join(site, "README.md"), "utf8")).toContain(
    `| run | \`${RUN}\` run ${RUN} |`,
  );
});

test("a model that was changed after the run recorded it is refused, and nothing is written", async () => {
  const { exportBundle, site, runsDir } = workspaceWith(modelDir, assets);
  const weights = join(runPaths(runsDir, RUN).artifacts, "model", "weights.bin");
  const bytes = readFileSync(weights);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  writeFileSync(weights, bytes);
  await expect(exportBundle()).rejects.toMatchObject({
    code: "data",
    message: expect.stringContaining("model/weights.bin was changed after the run recorded it"),
  });
  expect(existsSync(site)).toBe(false);
});

test("a dist without the built parts says how they are made", async () => {
  const { exportBundle } = workspaceWith(modelDir, join(assets, "nowhere"));
  await expect(exportBundle()).rejects.toMatchObject({
    code: "environment",
    message: expect.stringContaining("build it first: npm run build:dashboard"),
  });
});

/** The scripts of a bundle of this model, its numbers changed by `change`. */
async function scriptsOf(folder: string, change: (weights: Float32Array) => void = () => {}) {
  const { modelTopology: topology, weightSpecs, weightData } = await readArtifacts(folder);
  change(new Float32Array(weightData));
  const weights = Buffer.from(weightData).toString("base64");
  return {
    engine: readFileSync(join(assets, "bundle", "engine.js"), "utf8"),
    model: `globalThis.sweepModel = ${JSON.stringify({ topology, weightSpecs, weights })};`,
  };
}

test("scripts that answer otherwise than the network, or with what is no number, are refused", async () => {
  const request = { modelDir };
  const nudged = await scriptsOf(modelDir, (weights) => weights.fill(0.1, 0, 25));
  await expect(checkBundle(nudged, request)).rejects.toThrow(
    /^bundle: expected the network's probabilities, got some that differ by 0\.\d+ \(at most 0\.0001 is rounding\)$/,
  );
  const notNumbers = await scriptsOf(modelDir, (weights) => weights.fill(Number.NaN));
  await expect(checkBundle(notNumbers, request)).rejects.toThrow("some that differ by NaN");
  const { engine } = await scriptsOf(modelDir);
  const model = 'globalThis.sweepModel = {topology: {}, weightSpecs: [], weights: ""};';
  await expect(checkBundle({ engine, model }, request)).rejects.toThrow(
    "bundle: cannot be run: the model cannot be computed here (WebAssembly: ",
  );
});

test.each(Object.entries(networks))(
  "%s: a bundle's engine answers as the network",
  async (_, model) => {
    const folder = await savedModel({ model });
    const check = await checkBundle(await scriptsOf(folder), { modelDir: folder });
    expect(check).toMatchObject({
      state: "passed",
      how: "by the bundle's own engine (WebAssembly) on 3 images",
    });
  },
);
