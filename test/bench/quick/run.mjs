/**
 * Prints how long experiments/quick.yaml takes and what it scores, for several seeds, next to what one thread of PyTorch would need in the
 * same minutes to train a network of 57,000 weights for eight epochs of 42,000 images:
 *
 *   npm run build && PYTHON=/usr/bin/python3 node test/bench/quick/run.mjs [--seeds 42,2,3] [--experiment experiments/quick.yaml]
 *
 * The wall time is that of the whole command `sweep run`, on data that has been made and checked before. PyTorch trains on one batch for a
 * few seconds before and after each run; its images a second are the mean of both. It draws and augments no batches. The score
 * is `sweep score`'s on the 28,000 test rows.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const TRAINING = join(ROOT, "test/bench/training");
const PEER_IMAGES = 8 * 42_000;
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "42,2,3" },
    experiment: { type: "string", default: "experiments/quick.yaml" },
    seconds: { type: "string", default: "8" }, // of PyTorch, each time
  },
});
const { compact } = JSON.parse(readFileSync(join(TRAINING, "networks.json"), "utf8"));
const runs = mkdtempSync(join(tmpdir(), "sweep-bench-"));
try {
  sweep("data", values.experiment); // makes and checks the data
  for (const seed of values.seeds.split(",")) await measure(seed);
} finally {
  rmSync(runs, { recursive: true, force: true });
}

async function measure(seed) {
  const before = await peerRate();
  const start = performance.now();
  sweep("run", values.experiment, "--plain", "--set", `seed=${seed}`);
  const seconds = (performance.now() - start) / 1000;
  const after = await peerRate();
  const [run] = JSON.parse(sweep("ls", "--json", "--sort=-created", "--limit", "1")).runs;
  sweep("submit", run.id);
  const { accuracy } = JSON.parse(sweep("score", run.id, "--json"));
  console.log(
    `seed ${seed}: ${seconds.toFixed(0)} s, ${percent(accuracy)} of the test rows, ${percent(run.best.value)} of the validation rows`,
  );
  if (before === null || after === null) return;
  const peer = PEER_IMAGES / ((before + after) / 2);
  console.log(
    `  PyTorch, one thread, 8 epochs: ${peer.toFixed(0)} s (${before.toFixed(0)} and ${after.toFixed(0)} images/s); ratio ${(seconds / peer).toFixed(2)}`,
  );
}

function sweep(...args) {
  const command = [join(ROOT, "dist/cli/main.js"), "--runs-dir", runs, ...args];
  return execFileSync(process.execPath, command, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1e9,
  });
}

/** Images a second; null where Python has no PyTorch. */
async function peerRate() {
  const worker = [join(TRAINING, "worker.py"), JSON.stringify(compact)];
  const child = spawn(process.env.PYTHON ?? "python3", worker, {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.on("error", () => {}); // a missing command ends the output
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = (await lines.next()).value;
  if (first !== "ready") {
    console.log(first ?? "python3 did not start");
    return null;
  }
  child.stdin.write(`${values.seconds}\n`);
  const { wall } = JSON.parse((await lines.next()).value);
  child.stdin.end();
  return wall;
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
