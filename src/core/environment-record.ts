import { z } from "zod";

const codeFile = z.object({
  /** As the command names it. */
  path: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  /** Is a copy of it in the runs' `code` folder? */
  kept: z.boolean(),
});

/**
 * On what an attempt was started, and in which state the code was: for people and comparisons. Nothing of it decides a run's
 * identity or result.
 */
export const environmentRecord = z.object({
  /** Milliseconds since 1970. */
  recorded_at: z.number(),
  sweep: z.string(),
  node: z.string(),
  platform: z.string(),
  arch: z.string(),
  os: z.string(),
  host: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memory_bytes: z.number(),
  /** Versions of the libraries that a built-in trainer computes with; those that are not installed are left out. */
  packages: z.record(z.string(), z.string()),
  /** Of the working tree that the trainer was started in; null where it is in none, or git is not installed. */
  git: z
    .object({
      commit: z.string(),
      /** Null when no branch is checked out. */
      branch: z.string().nullable(),
      /** Do tracked files differ from the commit? */
      dirty: z.boolean(),
      /** What `git diff HEAD` printed; null when it printed nothing, or more than can be taken in. */
      diff: codeFile.nullable(),
    })
    .nullable(),
  /** The command's own files: those of its words that are files. Empty for built-in trainers. */
  files: z.array(codeFile),
});
export type EnvironmentRecord = z.infer<typeof environmentRecord>;
export type CodeFile = z.infer<typeof codeFile>;
