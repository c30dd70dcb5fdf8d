import { z } from "zod";

const MOST_CHARACTERS = 50; // more would not fit a table

/** A tag is a word, so that it can be written without quotes wherever tags are named. */
export const tag = z
  .string()
  .min(1)
  .max(MOST_CHARACTERS)
  .regex(/^[^\s()'"`,=<>~![\]{}]+$/u, {
    error: ({ input }) =>
      `expected a word without blanks, commas, quotes, brackets and comparison signs, got \`${input}\``,
  });

export const note = z.string().max(10_000); // a page or two
