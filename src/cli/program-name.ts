/** How the user called this program, to be repeated in hints: through npm it is on no PATH of theirs. */
export type ProgramName = "sweep" | "npx sweep";

export function programName(env: Readonly<Record<string, string | undefined>>): ProgramName {
  return env.npm_command === undefined ? "sweep" : "npx sweep"; // npm sets it for npx and for scripts
}

/** A message whose commands, `sweep …` between backticks, begin as the user's did. */
export function asTyped(message: string, program: ProgramName): string {
  return message.replaceAll("`sweep ", `\`${program} `);
}
