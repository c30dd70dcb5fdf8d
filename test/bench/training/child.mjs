/**
 * Prints how soon a warm child has done its first training step after it was handed its run, and how much memory it holds:
 *
 *   npm run build && node test/bench/training/child.mjs [--networks compact,reference] [--rounds 5]
 *
 * Children are started as the local executor starts them, and train two epochs on the embedded digits, saving included, with batch
 * normalisation, augmentation and averaged weights. Linux: memory is read from /proc. Resident memory is that after 200
 * steps, the peak that of the whole process.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { HostProcess } from "../../../dist/executors/local/host-process.js";
import { runEnvironment, runPaths } from "../../../dist/protocol/run-paths.js";
import { digits } from "../../../dist/trainers/digits/index.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../../..");
const known = JSON.parse(readFileSync(join(HERE, "networks.json"), "utf8"));
const { values } = parseArgs({
  options: {
    networks: { type: "string", default: "compact,reference" },
    rounds: { type: "string", default: "5" },
    cache: { type: "string", default: join(ROOT, "node_modules/.cache/sweep-bench") },
  },
});
const FULL = 60; // steps after which memory no longer grows within an epoch
const folder = mkdtempSync(join(tmpdir(), "sweep-bench-"));
process.env.NODE_OPTIONS = `--import ${join(HERE, "child-probe.mjs")}`;
process.env.SWEEP_BENCH_PROBE = join(folder, "probe.jsonl");
try {
  const data = await digits.prepareData(
    { path: "data/digit-recognizer", validation: 0.8 },
    { cwd: folder, cacheDir: values.cache, onProgress: () => {} },
  );
  for (const name of values.networks.split(",")) await measure(name, data);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(name, data) {
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++)
    rounds.push(await train(name, data, `${name}-${round}`));
  console.log(`${name}, batch ${known[name].batch}: median (least–most) of ${rounds.length} runs`);
  const figures = (of) => spread(rounds.map(of));
  console.log(`  first step ${figures(({ step }) => step(1).at)} ms after the run was handed over`);
  console.log(`    of which until its session is made ${figures(({ session }) => session.from)}`);
  console.log(`    making it ${figures(({ session }) => session.at - session.from)}`);
  console.log(
    `  resident ${figures(({ step }) => step(FULL).resident)} MB, peak ${figures(({ peak }) => peak)} MB`,
  );
}

/** One run, from a warm spare to its end. */
async function train(name, data, runId) {
  const paths = runPaths(folder, runId);
  writeConfig(name, data, paths);
  writeFileSync(process.env.SWEEP_BENCH_PROBE, "");
  const host = new HostProcess({
    entry: new URL("../../../dist/executors/local/host.js", import.meta.url),
    logDir: folder,
    moduleUrl: digits.module,
  });
  await host.started();
  while (!host.ready) await setTimeout(10);
  const program = { kind: "module", url: digits.module };
  const environment = runEnvironment(runId, paths);
  host.launch({ type: "launch", program, environment, paths, timeoutMs: null, graceMs: 1000 });
  const { code } = await host.exited;
  if (code !== 0) throw new Error(readFileSync(host.log, "utf8"));
  const lines = readFileSync(process.env.SWEEP_BENCH_PROBE, "utf8").trim().split("\n");
  const reports = lines.map((line) => JSON.parse(line));
  const { max_rss_bytes } = JSON.parse(readFileSync(paths.exit, "utf8"));
  return {
    session: reports
      .slice(
        0,
        reports.findIndex(({ steps }) => steps === 1),
      )
      .at(-1), // the last that was made before it
    step: (steps) => reports.find((each) => each.steps === steps),
    peak: Math.round(max_rss_bytes / 2 ** 20),
  };
}

function writeConfig(name, data, paths) {
  const { batch, layers } = known[name];
  const parameters = {
    ...{ model: { layers }, batch_size: batch, epochs: 1, augment: true },
    weight_averaging: true,
  };
  const config = {
    ...{ run_id: paths.dir, experiment: "bench", name, attempt: 1, parameters, seed: 1 },
    ...{ metric: digits.metric, data, threads: 1, cache_dir: values.cache },
  };
  mkdirSync(paths.artifacts, { recursive: true });
  writeFileSync(paths.config, JSON.stringify(config));
}

function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1]} (${sorted[0]}–${sorted.at(-1)})`;
}
