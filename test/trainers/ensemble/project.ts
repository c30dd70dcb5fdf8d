import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PIXELS } from "../../../src/trainers/digits/description.js";
import { csv, TEST_HEADER, TRAIN_HEADER } from "../digits/data/support.js";
import { realDigits } from "../digits/support.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** A folder in which the compiled program is used as a person uses it. Who asks removes it. */
export interface Project {
  dir: string;
  runsDir: string;
  /** Grey levels of the test file's rows, [n, 784]. */
  testImages: Uint8Array;
  write(path: string, text: string): void;
  /** @throws the error of `execFile`, with `stderr`, when the exit code is not 0. */
  sweep(...args: string[]): Promise<string>;
}

const NETWORK = "parameters:\n  model: {value: {type: mlp, hidden: [24]}}\n  epochs: {value: 2}\n";

/** Three small networks, of three seeds, on some real digits. */
export const THREE_RUNS = `data: {validation: 0.3}\nrepeats: 3\n${NETWORK}`;

export function createProject({ digits = 600, tests = 20 } = {}): Project {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "sweep-project-")));
  const { images, labels } = realDigits(digits + tests);
  const pixels = (row: number) => Array.from(images.subarray(row * PIXELS, (row + 1) * PIXELS));
  const train = Array.from(labels.subarray(0, digits), (label, row) => [label, ...pixels(row)]);
  const test = Array.from({ length: tests }, (_, row) => pixels(digits + row));
  const folder = join(dir, "data/digit-recognizer");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "train.csv"), csv([TRAIN_HEADER, ...train]));
  writeFileSync(join(folder, "test.csv"), csv([TEST_HEADER, ...test]));
  return {
    dir,
    runsDir: join(dir, "runs"),
    testImages: images.slice(digits * PIXELS),
    write: (path, text) => writeFileSync(join(dir, path), text),
    async sweep(...args) {
      const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { cwd: dir });
      return stdout;
    },
  };
}
