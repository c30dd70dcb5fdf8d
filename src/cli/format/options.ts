import { InvalidArgumentError } from "commander";

/** For commander: an option's value that is a whole number from 1. */
export function positiveInteger(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Expected a whole number from 1.");
}
