import { createTwoFilesPatch } from "diff";
import type { CodeFile, EnvironmentRecord } from "../core/environment-record.js";

export interface CodeChange {
  path: string;
  run: string;
  /** Compared with this run; null where the text stands for itself. */
  against: string | null;
  /** Unified diff; null where it cannot be had, and `problem` says why. */
  patch: string | null;
  problem: string | null;
}

export interface RunCode {
  id: string;
  environment: EnvironmentRecord | null;
}

/** The kept copy of a file; null where there is none. */
export type ReadCopy = (sha256: string) => string | null;

/** What differs in the code of the later runs from that of the first: each command's files, and what was not committed. */
export function findCodeChanges(runs: readonly RunCode[], read: ReadCopy): CodeChange[] {
  const [first, ...others] = runs;
  if (!first) return [];
  return [
    ...others.flatMap((other) => changedFiles(first, other, read)),
    ...uncommitted(runs, read),
  ];
}

function changedFiles(first: RunCode, other: RunCode, read: ReadCopy): CodeChange[] {
  const before = byPath(first);
  const after = byPath(other);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old?.sha256 === now?.sha256) return [];
    const about = { path, run: other.id, against: first.id };
    return [{ ...about, ...patchOf(path, old, now, read) }];
  });
}

function byPath({ environment }: RunCode): Map<string, CodeFile> {
  return new Map((environment?.files ?? []).map((file) => [file.path, file]));
}

/** A file that the other run does not have is empty to it. */
function patchOf(
  path: string,
  old: CodeFile | undefined,
  now: CodeFile | undefined,
  read: ReadCopy,
) {
  const before = old ? read(old.sha256) : "";
  const after = now ? read(now.sha256) : "";
  if (before === null || after === null) return { patch: null, problem: NO_COPY };
  if (before.includes("\0") || after.includes("\0")) return { patch: null, problem: "not a text" };
  const patch = createTwoFilesPatch(path, path, before, after, "", "", LIMITS);
  return patch === undefined ? { patch: null, problem: TOO_DIFFERENT } : { patch, problem: null };
}

const LIMITS = { context: 3, timeout: 1_000 }; // milliseconds: two files of 256 kB with nothing in common take longer
const NO_COPY = "no copy was kept: the file has more than 256 KiB, or its copy was removed";
const TOO_DIFFERENT = "the two have too little in common to be shown as a difference";

/** Where all runs began with the same changes it tells nothing. */
function uncommitted(runs: readonly RunCode[], read: ReadCopy): CodeChange[] {
  const diffs = runs.map(({ environment }) => environment?.git?.diff ?? null);
  if (new Set(diffs.map((diff) => diff?.sha256)).size < 2) return [];
  return runs.flatMap(({ id }, i) => {
    const diff = diffs[i];
    if (!diff) return [];
    const patch = read(diff.sha256);
    const problem = patch === null ? NO_COPY : null;
    return [{ path: diff.path, run: id, against: null, patch, problem }];
  });
}
