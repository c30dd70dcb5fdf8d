/** The model with a page and a server around it, ready for any web host. The page's and the server's code was built with sweep. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundledModel } from "../../api/bundle.js";
import { SweepError } from "../../core/errors.js";
import type { RunExportFormat } from "../export-run.js";
import { cardOf } from "./card.js";
import { checkBundle } from "./check-bundle.js";
import { readme } from "./readme.js";

const BUILT = [
  "index.html",
  "page.js",
  "page.css",
  "engine.js",
  "favicon.svg",
  "server.mjs",
  "package.json",
  "Dockerfile",
] as const;

/** `assetsDir`: folder of the built page, engine and server. */
export function bundleFormat(assetsDir: string): RunExportFormat {
  return {
    type: "bundle",
    description: "a folder with a page that predicts in the browser, and a server for Docker",
    files: [...BUILT, "model.js", "README.md"],
    opens: "index.html",
    async convert(request) {
      const { readArtifacts } = await import("../../trainers/digits/network/load.js");
      const { modelTopology, weightSpecs, weightData } = await readArtifacts(request.modelDir);
      const weights = Buffer.from(weightData);
      const model: BundledModel = {
        card: await cardOf(request, weights),
        topology: modelTopology,
        weightSpecs,
        weights: weights.toString("base64"),
      };
      const script = `globalThis.sweepModel = ${JSON.stringify(model)};\n`;
      const built = await readBuilt(assetsDir);
      const engine = built.get("engine.js") ?? Buffer.alloc(0);
      const check = await checkBundle({ engine: engine.toString(), model: script }, request);
      const made = [Buffer.from(script), Buffer.from(readme(model.card))];
      return { contents: [...built.values(), ...made], check };
    },
  };
}

/** In the order of `BUILT`. */
async function readBuilt(assetsDir: string): Promise<Map<string, Buffer>> {
  const files = BUILT.map(async (name) => [name, await readOne(join(assetsDir, name))] as const);
  return new Map(await Promise.all(files));
}

async function readOne(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const hint = "build it first: npm run build:dashboard";
    throw new SweepError("environment", `${file}: expected a part of the bundle; ${hint}`, {
      cause,
    });
  }
}
