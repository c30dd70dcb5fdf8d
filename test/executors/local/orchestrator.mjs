/**
 * An orchestrator to be killed: `node orchestrator.mjs '{"launch": Launch}'` starts a run and prints its identity, with
 * `untilEnd` its end; `'{"warm": Program, "count": 2}'` keeps spares. It stays.
 */
import { LocalExecutor } from "../../../dist/executors/local/local-executor.js";

const { runsDir, launch, untilEnd, warm, count } = JSON.parse(process.argv[2]);
const executor = new LocalExecutor({ runsDir, timeoutGraceMs: 100 });
if (launch) {
  const execution = await executor.start(launch);
  console.log(JSON.stringify(untilEnd ? await execution.ended : execution.identity));
}
if (warm) {
  executor.warm(warm, count);
  console.log("warm");
}
setInterval(() => {}, 1_000);
