/**
 * Prints how many images a second each backend trains on (Adam, one thread), and PyTorch where `python3` (or `PYTHON`) has it:
 *
 *   node test/bench/training/run.mjs [--networks reference,lenet] [--engines compiled,wasm,torch] [--rounds 5] [--seconds 2]
 *
 * Every engine is a process of its own; they take turns, so that a disturbance meets all of them. Figures are the median of the
 * rounds with the slowest and the fastest, as wall time and as time of the process on a CPU, which other programs on the machine
 * disturb less, and as ratios of `compiled` to the others. Steps train on one batch; what drawing and augmenting batches would add is measured
 * apart. At the end two processes of an engine train at the same time, against one alone: of `compiled`, and of PyTorch, which tells what
 * the machine itself allows.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUNDLE = join(HERE, "../../../node_modules/.cache/sweep-bench/worker.mjs"); // where packages are found from
const known = JSON.parse(readFileSync(join(HERE, "networks.json"), "utf8"));
const { values } = parseArgs({
  options: {
    networks: { type: "string", default: "reference,lenet,deotte,compact" },
    engines: { type: "string", default: "compiled,tensorflow,wasm,torch" }, // `cpu` does some 2 images a second
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
  },
});

await build({
  ...{ entryPoints: [join(HERE, "worker.ts")], outfile: BUNDLE, logLevel: "error" },
  ...{ bundle: true, platform: "node", format: "esm", packages: "external" },
});
for (const name of values.networks.split(",")) {
  const engines = await startAll(values.engines.split(","), name);
  try {
    await compare(name, engines);
    for (const one of engines)
      if (["compiled", "torch"].includes(one.engine)) await compareTwo(name, one);
  } finally {
    for (const { child } of engines) child.kill();
  }
}

async function startAll(names, network) {
  const engines = [];
  for (const name of names) {
    const started = await start(name, network);
    if (typeof started === "string") console.log(`${name}: ${started}`);
    else engines.push(started);
  }
  return engines;
}

/** A process that trains for a while whenever it is asked; or why there is none. */
async function start(engine, network) {
  const [command, ...args] =
    engine === "torch"
      ? [process.env.PYTHON ?? "python3", join(HERE, "worker.py")]
      : [process.execPath, BUNDLE, engine];
  const child = spawn(command, [...args, JSON.stringify(known[network])], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.on("error", () => {}); // a missing command ends the output, below
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  const first = await next();
  if (first !== "ready") return first ?? `${command} did not start`;
  return {
    engine,
    child,
    async measure() {
      child.stdin.write(`${values.seconds}\n`);
      return JSON.parse(await next());
    },
  };
}

async function compare(name, engines) {
  const rates = new Map(engines.map(({ engine }) => [engine, { wall: [], cpu: [], batches: [] }]));
  for (let round = 0; round < Number(values.rounds); round++)
    for (const { engine, measure } of engines) {
      const { wall, cpu, batches } = await measure();
      rates.get(engine).wall.push(wall);
      rates.get(engine).cpu.push(cpu);
      if (batches) rates.get(engine).batches.push(batches);
    }
  console.log(`\n${name}, batch ${known[name].batch}: images per second, median (slowest–fastest)`);
  for (const [engine, { wall, cpu }] of rates)
    console.log(`  ${engine.padEnd(10)} ${spread(wall)}; per CPU second ${spread(cpu)}`);
  const { wall, batches } = rates.get("compiled") ?? { batches: [] };
  if (batches.length === 0) return;
  for (const [engine, other] of rates)
    if (engine !== "compiled") {
      const ratio = (median(wall) / median(other.wall)).toFixed(2);
      console.log(`  compiled / ${engine}: ${ratio}`);
    }
  const share = (100 * median(wall)) / median(batches);
  console.log(
    `  augmented batches of compiled: ${spread(batches)}, ${share.toFixed(1)} % of its step`,
  );
}

async function compareTwo(name, one) {
  const two = await start(one.engine, name);
  try {
    const [alone, together] = [[], []];
    for (let round = 0; round < Number(values.rounds); round++) {
      alone.push(await one.measure());
      const [first, second] = await Promise.all([one.measure(), two.measure()]);
      together.push({ wall: first.wall + second.wall, cpu: first.cpu + second.cpu });
    }
    const [wall, cpu] = ["wall", "cpu"].map((clock) => {
      const [both, single] = [together, alone].map((rounds) => rounds.map((each) => each[clock]));
      const factor = (median(both) / median(single)).toFixed(2);
      return `${spread(both)}, ${factor} × one`;
    });
    console.log(`  two processes of ${one.engine}: ${wall}; per CPU second ${cpu}`);
  } finally {
    two.child.kill();
    await once(two.child, "exit");
  }
}

function spread(rates) {
  const sorted = rates.map(Math.round).sort((a, b) => a - b);
  return `${median(sorted)} (${sorted[0]}–${sorted.at(-1)})`;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}
