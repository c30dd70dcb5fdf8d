import { z } from "zod";

/** `a,b,c` of a query: ids of runs, each once. */
export function runList({ least, most }: { least: number; most: number }) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(",").filter((id) => id !== ""))])
    .pipe(
      z
        .array(z.string())
        .min(least, `expected ${least} runs or more, with commas between them`)
        .max(most, `expected ${most} runs at most`),
    );
}
