import type { Command } from "commander";
import { executors } from "../../executors/index.js";
import { identify, isAlive } from "../../executors/local/process-table.js";
import { RemoteControl } from "../../scheduler/control/remote-control.js";
import type { Store } from "../../store/store.js";
import { controlCommands } from "../commands/control.js";
import type { CliContext } from "../context.js";

export function control(context: CliContext): Command[] {
  return controlCommands(context, { createControl });
}

export function createControl(store: Store, runsDir: string): RemoteControl {
  const executor = executors.get("local").create({}, { runsDir });
  const self = identify(process.pid);
  return new RemoteControl({ store, executor, runsDir, isAlive, now: Date.now, self });
}
