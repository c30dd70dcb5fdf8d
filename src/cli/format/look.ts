import type { CliContext } from "../context.js";
import { type Colours, coloursFor } from "./colours.js";

/** How output on stdout is to look, decided once for each command. */
export interface Look {
  colours: Colours;
  /** The terminal's width in characters; undefined where stdout is none: then nothing is shortened. */
  width: number | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

export function lookOf({ stdout, now }: CliContext): Look {
  return {
    colours: coloursFor(stdout),
    width: stdout.isTTY ? stdout.columns : undefined,
    now: now(),
  };
}
