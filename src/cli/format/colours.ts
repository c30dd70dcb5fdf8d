import pc from "picocolors";

export type Colours = ReturnType<typeof pc.createColors>;

/**
 * Colours for a stream: on when it is a terminal. NO_COLOR (https://no-color.org) switches them off, FORCE_COLOR on.
 */
export function coloursFor(
  stream: { isTTY?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Colours {
  return pc.createColors(wanted(stream, env));
}

function wanted({ isTTY }: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return isTTY === true && env.TERM !== "dumb";
}
