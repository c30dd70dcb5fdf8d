import type { OnProgress } from "../../core/trainer.js";
import { askProbe, type ProbeOptions } from "./ask-probe.js";
import { type Check, fail, ok } from "./check.js";
import type { ProbeAnswer, ProbeRequest } from "./probe-protocol.js";

/** What was found out about one backend. */
export type BackendReport = { type: string } & DeviceReport;

export type DeviceReport =
  | {
      state: "works";
      description: string;
      /** Of training, and with how many images a step; null when it was not measured. */
      imagesPerSecond: number | null;
      batchSize: number | null;
      warnings: string[];
    }
  /** Something that it needs is not there, as on most machines for some backends. */
  | { state: "unavailable"; reason: string }
  /** It should work, and crashed, hung or threw. */
  | { state: "broken"; reason: string };

export interface BackendOptions extends ProbeOptions {
  types: readonly string[];
  measure: boolean;
  onProgress: OnProgress;
}

/** Tries every backend in a child process of its own, one after the other, so that they do not slow each other down. */
export async function tryBackends(options: BackendOptions): Promise<BackendReport[]> {
  const { types, measure, onProgress } = options;
  const reports: BackendReport[] = [];
  for (const [done, type] of types.entries()) {
    const status = `${measure ? "measuring" : "checking"} backend ${type}`;
    onProgress({ status, done, total: types.length });
    const answer = await askProbe({ type: "backend", backend: type, measure }, options);
    reports.push(toReport(type, answer));
  }
  return reports;
}

/** Tries `device: gpu`, in a child process too. */
export async function tryGpu(options: Omit<BackendOptions, "types">): Promise<DeviceReport> {
  const { measure, onProgress } = options;
  onProgress({ status: `${measure ? "measuring" : "checking"} the gpu`, done: 0, total: 1 });
  return toDeviceReport(await askProbe({ type: "gpu", measure }, options), "gpu");
}

function toReport(type: string, answer: ProbeAnswer): BackendReport {
  return { type, ...toDeviceReport(answer, "backend") };
}

function toDeviceReport(answer: ProbeAnswer, asked: ProbeRequest["type"]): DeviceReport {
  switch (answer.type) {
    case "works": {
      const { type: _, ...found } = answer;
      return { state: "works", ...found };
    }
    case "unavailable":
      return { state: "unavailable", reason: answer.reason };
    default:
      return { state: "broken", reason: reasonOf(answer, asked) };
  }
}

/** The backend that trains where neither experiment nor command line names one, or why nobody can tell. */
export type DefaultBackend = { type: string } | { type: null; reason: string };

/** Choosing may load the same libraries: it, too, happens in a child process. */
export async function findDefaultBackend(options: ProbeOptions): Promise<DefaultBackend> {
  const answer = await askProbe({ type: "default" }, options);
  if (answer.type === "default") return { type: answer.backend };
  return { type: null, reason: reasonOf(answer, "default") };
}

function reasonOf(answer: ProbeAnswer, asked: ProbeRequest["type"]): string {
  return answer.type === "failed"
    ? answer.reason
    : `expected an answer to \`${asked}\`, got \`${answer.type}\``;
}

const WHAT = "default backend";

/** Can a run be trained that names no backend? */
export function checkDefault(chosen: DefaultBackend, reports: readonly BackendReport[]): Check {
  if (chosen.type === null)
    return fail(
      WHAT,
      `the process that chooses it failed: ${chosen.reason}`,
      "uninstall the npm package of the backend that fails",
    );
  const report = reports.find(({ type }) => type === chosen.type);
  if (report?.state === "works") return ok(WHAT, chosen.type);
  const working = reports.find(({ state }) => state === "works");
  return fail(
    WHAT,
    `${chosen.type}, which does not work`,
    working ? `name one that does: --backend ${working.type}` : null,
  );
}
