import { InvalidArgumentError, Option } from "commander";
import { DEVICES } from "../../core/device.js";

/** For commander: an option's value that is a whole number from 1. */
export function positiveInteger(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

export function deviceOption(): Option {
  return new Option("--device <device>", "what it computes on (default: cpu)").choices(DEVICES);
}
