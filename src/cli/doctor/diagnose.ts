import { availableParallelism } from "node:os";
import type { OnProgress } from "../../core/trainer.js";
import { digits } from "../../trainers/digits/index.js";
import type { CliContext } from "../context.js";
import { cacheDirOf } from "../run/plan-sweep.js";
import {
  type BackendReport,
  checkDefault,
  type DeviceReport,
  findDefaultBackend,
  tryBackends,
  tryGpu,
} from "./backends.js";
import { checkCapacity } from "./capacity.js";
import type { Check } from "./check.js";
import { checkData } from "./data.js";
import { checkDatabase } from "./database.js";
import { MEASURED } from "./measured.js";
import { checkNode } from "./node-version.js";
import { checkPython } from "./python.js";
import { checkRunsFolder } from "./runs-folder.js";

/** What `sweep doctor` needs of the outside world besides the context. */
export interface DoctorDeps {
  /** Names of the backends. */
  backends: readonly string[];
  /** Path of the program that tries one backend in a process of its own. */
  probe: string;
  availableBytes(): number;
}

export interface Diagnosis {
  /** False when a check failed: the default trainer, on the default backend, would not train here. */
  canTrain: boolean;
  checks: Check[];
  /** Null when nobody can tell. */
  defaultBackend: string | null;
  backends: BackendReport[];
  /** What `device: gpu` computes on. */
  gpu: DeviceReport;
  /** The parameters that `imagesPerSecond` is measured with; null when it was not. */
  measured: typeof MEASURED | null;
}

const PROBE_LIMIT_MS = 90_000; // a try that works takes 10 s on a busy core, of which `cpu` needs the most

/** Tries everything that training needs. Leaves nothing behind. */
export async function diagnose(
  context: CliContext,
  deps: DoctorDeps,
  { quick, onProgress }: { quick: boolean; onProgress: OnProgress },
): Promise<Diagnosis> {
  const checks = await checkMachine(context, deps);
  const probe = { script: deps.probe, limitMs: PROBE_LIMIT_MS };
  const chosen = await findDefaultBackend(probe);
  const { backends: types } = deps;
  const backends = await tryBackends({ ...probe, types, measure: !quick, onProgress });
  const gpu = await tryGpu({ ...probe, measure: !quick, onProgress });
  checks.push(checkDefault(chosen, backends));
  return {
    canTrain: checks.every(({ status }) => status !== "fail"),
    checks,
    defaultBackend: chosen.type,
    backends,
    gpu,
    measured: quick ? null : MEASURED,
  };
}

async function checkMachine(context: CliContext, deps: DoctorDeps): Promise<Check[]> {
  const machine = {
    cores: availableParallelism(),
    availableBytes: deps.availableBytes(),
    bytesPerRun: digits.memoryBytes({}),
  };
  return [
    checkNode(process.versions.node),
    checkRunsFolder(context),
    checkDatabase(context),
    await checkData({ cwd: context.cwd, cacheDir: cacheDirOf(context.runsDir()) }),
    checkCapacity(machine),
    await checkPython(),
  ];
}
