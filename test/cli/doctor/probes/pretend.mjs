/** In place of probe.js: each backend is named for what happens when it is tried; `default` and `gpu` do what DEFAULT and GPU say. */
const request = JSON.parse(process.argv[2]);

const answer = (message) => process.send(message, () => process.exit());
const works = { type: "works", description: "pretended", warnings: [] };

const behaviours = {
  fast: () => answer({ ...works, imagesPerSecond: 1234.5, batchSize: 64 }),
  quick: () => answer({ ...works, imagesPerSecond: null, batchSize: null }),
  absent: () => answer({ type: "unavailable", reason: "its package is not installed" }),
  grumbling: () => answer({ ...works, imagesPerSecond: 2.468, batchSize: 8, warnings: ["slow"] }),
  throwing: () => answer({ type: "failed", reason: "no such kernel" }),
  crashing: () => process.kill(process.pid, "SIGSEGV"),
  exiting: () => {
    console.error("some notice\nterminate called after throwing 'std::bad_alloc'\n");
    process.exit(3);
  },
  hanging: () => setInterval(() => {}, 1000),
  mute: () => process.exit(),
  confused: () => answer({ type: "default", backend: "fast" }),
  "crashing-at-exit": () => process.send(works, () => process.kill(process.pid, "SIGSEGV")),
};

const pretended = { default: process.env.DEFAULT ?? "fast", gpu: process.env.GPU ?? "absent" };
const name = pretended[request.type] ?? request.backend;
if (request.type === "default" && name !== "crashing") answer({ type: "default", backend: name });
else behaviours[name === "fast" && !request.measure ? "quick" : name]();
