/**
 * Serves the page of this folder and answers POST /predict as `sweep serve` does, by the engine that the page has. It needs Node 20 or
 * later and no packages.
 *
 *   node server.mjs              listens on 127.0.0.1:8080; the variables HOST and PORT say otherwise
 *
 *   GET  /          the page
 *   POST /predict   {"pixels": [784 grey levels]} or {"instances": [[784 grey levels], …]}: whole numbers 0–255, white on black
 *   GET  /model     who the model is
 *   GET  /health    whether it answers
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import "./engine.js"; // leaves globalThis.sweepEngine
import "./model.js"; // leaves globalThis.sweepModel

const HOST = process.env.HOST || "127.0.0.1";
const PORT = portOf(process.env.PORT || "8080"); // 0: any that is free
const PIXELS = 784;
const CLASSES = 10;
const MOST_PICTURES = 1_000; // some seconds of one core, during which nobody else is answered
const MOST_BODY_BYTES = 4 * 1024 * 1024; // as many pictures
const GRACE_MS = 5_000; // for requests under way when the server is to end; Docker kills after ten seconds

/** What a browser may read of this folder. */
const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/index.html": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript; charset=utf-8"],
  "/engine.js": ["engine.js", "text/javascript; charset=utf-8"],
  "/model.js": ["model.js", "text/javascript; charset=utf-8"],
  "/favicon.svg": ["favicon.svg", "image/svg+xml"],
};

const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

/** A request that is refused, with what was expected and got. */
class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const { card } = globalThis.sweepModel;
const network = await globalThis.sweepEngine.open(globalThis.sweepModel);

const server = createServer((request, response) => {
  answer(request)
    .catch(refuse)
    .then(({ status = 200, type = "application/json", body, headers = {} }) => {
      const content = Buffer.from(type === "application/json" ? JSON.stringify(body) : body);
      response.writeHead(status, {
        ...HEADERS,
        ...headers,
        "Content-Type": type,
        "Content-Length": content.length,
      });
      response.end(request.method === "HEAD" ? undefined : content);
    })
    .catch((error) => response.destroy(error));
});

server.once("error", (error) => giveUp(listenProblem(error)));
server.listen(PORT, HOST, () => {
  const { address, port } = server.address();
  const host = address.includes(":") ? `[${address}]` : address;
  console.log(`run ${card.run}, by ${network.runtime}: http://${host}:${port}`);
});
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, end);

function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return giveUp(`PORT: expected a whole number from 0 to 65535, got ${text}`);
}

function listenProblem({ code, message }) {
  switch (code) {
    case "EADDRINUSE":
      return `PORT: expected a free port, but ${PORT} is in use: name another, as in PORT=${PORT + 1} node server.mjs`;
    case "EACCES":
      return `PORT: not allowed to listen on ${PORT}: ports below 1024 are the administrator's`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST: expected an address of this machine, got ${HOST}`;
    default:
      return `cannot listen on ${HOST}:${PORT}: ${message}`;
  }
}

/** The one line that somebody reads who started it. */
function giveUp(problem) {
  console.error(problem);
  process.exit(1);
}

/** Takes no new requests, answers those that have begun. */
function end() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), GRACE_MS).unref();
}

async function answer(request) {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (path === "/predict") {
    allow(request, "POST");
    return { body: predict(picturesOf(await readBody(request))) };
  }
  if (path === "/model") return allow(request, "GET", "HEAD") && { body: card };
  if (path === "/health") {
    return allow(request, "GET", "HEAD") && { body: { status: "ok", run: card.run } };
  }
  if (!Object.hasOwn(FILES, path)) throw new Refusal(404, "not-found", `${path}: not found`);
  allow(request, "GET", "HEAD");
  const [name, type] = FILES[path];
  return { type, body: await readFile(new URL(name, import.meta.url)) };
}

function allow(request, ...methods) {
  if (methods.includes(request.method)) return true;
  const expected = methods.join(" or ");
  throw new Refusal(405, "usage", `expected ${expected}, got ${request.method}`);
}

async function readBody(request) {
  const type = (request.headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  if (type !== "application/json") {
    throw new Refusal(
      400,
      "usage",
      `Content-Type: expected application/json, got ${type || "none"}`,
    );
  }
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) {
      throw new Refusal(413, "usage", `body: expected at most ${MOST_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A list of pictures, each 784 grey levels. */
function picturesOf(text) {
  const body = parse(text);
  if (Array.isArray(body?.pixels)) return [checked(body.pixels, "pixels")];
  const { instances } = body ?? {};
  if (!Array.isArray(instances) || instances.length === 0) throw unreadable("another value");
  if (instances.length > MOST_PICTURES) {
    const problem = `expected at most ${MOST_PICTURES} pictures, got ${instances.length}`;
    throw new Refusal(400, "usage", `instances: ${problem}`);
  }
  return instances.map((levels, i) => checked(levels, `instances.${i}`));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(error.message);
  }
}

function unreadable(got) {
  const expected = '`{"pixels": [784 grey levels]}` or `{"instances": [[784 grey levels], …]}`';
  return new Refusal(400, "usage", `body: expected ${expected}, got ${got}`);
}

function checked(levels, where) {
  if (!Array.isArray(levels) || levels.length !== PIXELS) {
    const got = Array.isArray(levels) ? levels.length : typeof levels;
    throw new Refusal(400, "usage", `${where}: expected ${PIXELS} grey levels, got ${got}`);
  }
  const wrong = levels.findIndex((level) => !Number.isInteger(level) || level < 0 || level > 255);
  if (wrong < 0) return levels;
  const problem = `expected a whole number from 0 to 255, got ${JSON.stringify(levels[wrong])}`;
  throw new Refusal(400, "usage", `${where}: number ${wrong + 1}: ${problem}`);
}

function predict(pictures) {
  const all = network.predict(Uint8Array.from(pictures.flat()));
  const predictions = pictures.map((_, i) => {
    const probabilities = Array.from(all.subarray(i * CLASSES, (i + 1) * CLASSES));
    return { label: probabilities.indexOf(Math.max(...probabilities)), probabilities };
  });
  return { predictions, model: { run: card.run, sha256: card.sha256 } };
}

function refuse(error) {
  if (error instanceof Refusal) {
    const headers = error.status === 413 ? { Connection: "close" } : {};
    const { status, code, message } = error;
    return { status, headers, body: { error: { code, message } } };
  }
  console.error(error);
  return { status: 500, body: { error: { code: "internal", message: "the server failed" } } };
}
