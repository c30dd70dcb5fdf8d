/**
 * How fast `sweep serve` answers, in a process of its own, beside the speed of the bare model in this one:
 *
 *   node test/bench/serve/load.mjs <runs folder> [run, else champion]
 *
 * One picture a request as JSON, over kept connections. The time of a request is from sending it to its parsed answer.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const [, , runsDir = "runs", run = "champion"] = process.argv;
const SECONDS = 5;
const pixels = Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
const body = JSON.stringify({ pixels });

const server = spawn(
  process.execPath,
  [join(DIST, "cli/main.js"), "--runs-dir", runsDir, "serve", run, "--port", "0"],
  { stdio: ["ignore", "pipe", "inherit"] },
);
try {
  const port = await portOf(server);
  const card = await ask(port, "GET", "/model");
  const model = resolve(runsDir, card.run, "artifacts", card.model.file);
  console.log(`${card.run}, ${card.model.runtime}, one picture a request`);
  for (const connections of [1, 8, 32]) await load(port, connections);
  if (model.endsWith(".onnx")) await bare(model);
} finally {
  server.kill();
  await once(server, "exit");
}

async function portOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const found = /:(\d+) {2}\(Ctrl-C/.exec(line);
    if (found) return Number(found[1]);
  }
  throw new Error("the server ended before it listened");
}

async function load(port, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  await work(port, agent, connections, performance.now() + 1_000); // warms up
  const begin = performance.now();
  const times = await work(port, agent, connections, begin + SECONDS * 1_000);
  const seconds = (performance.now() - begin) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(2);
  const rate = Math.round(times.length / seconds);
  console.log(
    `${String(connections).padStart(3)} connections: ${rate} requests/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

async function work(port, agent, connections, end) {
  const times = [];
  const ask1 = async () => {
    while (performance.now() < end) {
      const begin = performance.now();
      await ask(port, "POST", "/predict", agent);
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask1));
  return times;
}

async function ask(port, method, path, agent) {
  const headers = method === "POST" ? { "content-type": "application/json" } : {};
  const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent });
  outgoing.end(method === "POST" ? body : undefined);
  const [response] = await once(outgoing, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${text}`);
  return JSON.parse(text);
}

/** The model without a server, on the same picture. */
async function bare(file) {
  const { openOnnx } = await import(join(DIST, "trainers/serving/open-model.js"));
  const model = await openOnnx(file);
  for (const size of [1, 64]) {
    const images = Uint8Array.from({ length: size * 784 }, (_, i) => pixels[i % 784]);
    for (let i = 0; i < 20; i++) await model.predict(images);
    const begin = performance.now();
    let done = 0;
    for (; performance.now() < begin + 2_000; done++) await model.predict(images);
    const rate = Math.round((done * size * 1_000) / (performance.now() - begin));
    console.log(`bare model, batches of ${size}: ${rate} pictures/s`);
  }
  await model.release();
}
