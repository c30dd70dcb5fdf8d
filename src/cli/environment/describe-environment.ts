import {
  arch,
  availableParallelism,
  cpus,
  hostname,
  platform,
  release,
  totalmem,
  type,
} from "node:os";
import type { CodeFile, EnvironmentRecord } from "../../core/environment-record.js";
import type { TrainerSpec } from "../../core/records.js";
import { commandFiles } from "../../trainers/command-code.js";
import { installedVersion } from "../../trainers/digits/installed-version.js";
import { version } from "../version.js";
import { type GitState, readGitState } from "./git-state.js";
import { keepCode, keepFiles } from "./keep-code.js";

export interface EnvironmentRequest {
  trainer: TrainerSpec;
  /** Where the command line was typed. */
  cwd: string;
  runsDir: string;
  now(): number;
}

/** On what the runs of a sweep are started, and their code as it is now: copies of it are kept. */
export async function describeEnvironment(request: EnvironmentRequest): Promise<EnvironmentRecord> {
  const { trainer, runsDir, now } = request;
  const git = await readGitState(trainer.kind === "command" ? trainer.cwd : request.cwd);
  return {
    recorded_at: now(),
    sweep: version(),
    ...describeMachine(),
    packages: trainer.kind === "builtin" ? installedPackages() : {},
    git: git && { ...git, diff: keepDiff(git, runsDir) },
    files:
      trainer.kind === "command"
        ? keepFiles(commandFiles(trainer.command, trainer.cwd), runsDir)
        : [],
  };
}

function describeMachine() {
  return {
    node: process.versions.node,
    platform: platform(),
    arch: arch(),
    os: `${type()} ${release()}`,
    host: hostname(),
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memory_bytes: totalmem(),
  };
}

/** What the built-in trainers compute with. */
const PACKAGES = [
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-node",
  "onnxruntime-node",
];

function installedPackages(): Record<string, string> {
  const versions = PACKAGES.map((name) => [name, installedVersion(name)] as const);
  return Object.fromEntries(versions.flatMap(([name, found]) => (found ? [[name, found]] : [])));
}

function keepDiff({ diff }: GitState, runsDir: string): CodeFile | null {
  return diff === null ? null : keepCode("git diff HEAD", Buffer.from(diff), runsDir);
}
