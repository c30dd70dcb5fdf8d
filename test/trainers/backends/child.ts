import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../../..");

/** Runs code that may import `backends` in a process of its own, as a training run does. */
export async function runChild(code: string): Promise<{ stdout: string; stderr: string }> {
  const program = path.join(root, "node_modules/.cache/sweep-test", `${randomUUID()}.mjs`); // where packages are found from
  await build({
    stdin: {
      contents: `import { backends } from "./src/trainers/backends/index.js";\n${code}`,
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    packages: "external",
    platform: "node",
    outfile: program,
  });
  try {
    return await promisify(execFile)(process.execPath, [program], { cwd: root });
  } finally {
    rmSync(program);
  }
}
