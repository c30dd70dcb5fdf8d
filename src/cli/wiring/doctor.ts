import type { Command } from "commander";
import { backends } from "../../trainers/backends/index.js";
import { availableMemory } from "../available-memory.js";
import { doctorCommand } from "../commands/doctor.js";
import type { CliContext } from "../context.js";
import { DOCTOR_PROBE } from "./paths.js";

export function doctor(context: CliContext): Command {
  return doctorCommand(context, {
    backends: backends.types,
    probe: DOCTOR_PROBE,
    availableBytes: availableMemory,
  });
}
