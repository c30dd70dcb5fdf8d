import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MODEL_FILE, WEIGHTS_FILE } from "../digits/network/save.js";
import type { ExportFormat } from "./format.js";

/** The saved model itself. */
export const tfjs: ExportFormat = {
  type: "tfjs",
  description: "a folder for tf.loadLayersModel",
  files: [MODEL_FILE, WEIGHTS_FILE],
  convert: async ({ modelDir }) => ({
    contents: await Promise.all(tfjs.files.map((name) => readFile(join(modelDir, name)))),
    check: null,
  }),
};
