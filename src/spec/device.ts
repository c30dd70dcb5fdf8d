import type { Device } from "../core/device.js";
import type { TrainerSpec } from "../core/records.js";
import type { Registry } from "../core/registry.js";
import type { BackendFacts } from "./backend.js";
import { readField } from "./fields.js";
import type { LocatedMap } from "./located.js";
import type { Mistakes } from "./mistakes.js";

interface Company {
  trainer: TrainerSpec;
  /** The backend that is asked for, or null. */
  backend: string | null;
  backends: Registry<BackendFacts>;
}

/** What the experiment's trainings compute on: the CPU, unless it says otherwise. */
export function readDevice(
  experiment: LocatedMap,
  { trainer, backend, backends }: Company,
  mistakes: Mistakes,
): Device {
  const device = readField(experiment, "device", mistakes) ?? "cpu";
  const entry = experiment.entries.get("device");
  if (!entry) return device;
  const able = backend === null ? undefined : backends.find(backend)?.devices;
  if (trainer.kind === "command")
    mistakes.report(entry.key, "expected with a built-in trainer only, got it with `command`");
  else if (able && !able.includes(device))
    mistakes.report(
      entry.value.place,
      `expected \`${able.join("` or `")}\` with the backend \`${backend}\`, got \`${device}\`${whoCan(device, backends)}`,
    );
  return device;
}

function whoCan(device: Device, backends: Registry<BackendFacts>): string {
  const able = backends.types.filter((type) => backends.find(type)?.devices.includes(device));
  return able.length === 0 ? "" : ` (which \`${able.join("`, `")}\` can use)`;
}
