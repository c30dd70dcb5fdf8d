/**
 * An orchestrator at the limit of open files: `node crowded-orchestrator.mjs '{"runsDir", "launch", "free"}'` prints why a
 * run cannot be started with only `free` descriptors left, then gives the others back and prints how a run ends.
 */
import { closeSync, openSync } from "node:fs";
import { LocalExecutor } from "../../../dist/executors/local/local-executor.js";

const { runsDir, launch, free } = JSON.parse(process.argv[2]);
const executor = new LocalExecutor({ runsDir });
const open = [];
try {
  for (;;) open.push(openSync("/dev/null"));
} catch {
  for (const descriptor of open.splice(0, free)) closeSync(descriptor); // that was all of them
}
const refusal = await executor.start(launch).catch(({ code, message }) => ({ code, message }));
for (const descriptor of open) closeSync(descriptor);
const { report } = await (await executor.start(launch)).ended;
console.log(JSON.stringify({ refusal, report }));
