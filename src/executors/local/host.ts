/**
 * A run's process: `node host.js <log file> [<module URL>]`, invariants in protocol/host-messages.ts. The log is where its
 * output goes; the orchestrator renames it to the run's output.log at launch, and a spare that is not needed removes it.
 */
import { rmSync } from "node:fs";
import { assertNever } from "../../core/assert-never.js";
import type { FromHost, ToHost, TrainerModule } from "../../protocol/host-messages.js";
import { runCommand } from "./run-command.js";
import { runModule } from "./run-module.js";

const [logFile = "", moduleUrl] = process.argv.slice(2);
const loading = moduleUrl === undefined ? undefined : load(moduleUrl);
const ready = () => tell({ type: "ready" });
process.once("message", launch);
process.once("disconnect", quit);
if (!process.connected) quit(); // the orchestrator died before we could listen
Promise.resolve(loading).then(ready, ready); // a failed import is the run's to report, once there is one

async function load(url: string): Promise<TrainerModule> {
  const trainer = (await import(url)) as Partial<TrainerModule>;
  if (typeof trainer.run === "function") return trainer as TrainerModule;
  const exported = Object.keys(trainer).join(", ") || "nothing";
  throw new TypeError(`${url}: expected an exported function \`run\`, got exports: ${exported}`);
}

function launch(message: ToHost): Promise<never> {
  const { program, environment } = message;
  process.off("disconnect", quit);
  tell({ type: "launched" }, () => process.connected && process.disconnect());
  Object.assign(process.env, environment);
  switch (program.kind) {
    case "module":
      return runModule(loading ?? load(program.url), message);
    case "command":
      return runCommand(program, message);
    default:
      return assertNever(program);
  }
}

function quit(): void {
  rmSync(logFile, { force: true });
  process.exit();
}

/** The orchestrator may be dead by now, and nothing of the run depends on it: a failure to tell is none. */
function tell(message: FromHost, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, then);
}
