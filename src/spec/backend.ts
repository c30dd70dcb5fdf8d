import type { Device } from "../core/device.js";
import type { TrainerSpec } from "../core/records.js";
import type { Descriptor, Registry } from "../core/registry.js";
import { unknownKey } from "./check.js";
import { type LocatedMap, show } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/** What an experiment must know of a backend. */
export interface BackendFacts extends Descriptor {
  devices: readonly Device[];
}

/** The name of the backend that the experiment asks for, or null where it leaves the choice to the trainer. */
export function readBackend(
  { entries }: LocatedMap,
  spec: TrainerSpec,
  backends: Registry<BackendFacts>,
  mistakes: Mistakes,
): string | null {
  const entry = entries.get("backend");
  if (!entry) return null;
  const { value: node } = entry;
  const name = node.kind === "scalar" ? node.value : null;
  if (spec.kind === "command")
    mistakes.report(entry.key, "expected with a built-in trainer only, got it with `command`");
  else if (typeof name !== "string")
    mistakes.report(node.place, `expected the name of a backend, got ${show(node)}`);
  else if (!backends.find(name))
    mistakes.report(node.place, unknownKey(name, backends.types, "backend"));
  return typeof name === "string" ? name : null;
}
