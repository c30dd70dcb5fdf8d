/** The compiled program with the real backends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { askProbe } from "../../../src/cli/doctor/ask-probe.js";

const DIST = new URL("../../../dist/cli/", import.meta.url);
const MAIN = fileURLToPath(new URL("main.js", DIST));
const PROBE = fileURLToPath(new URL("doctor/probe.js", DIST));
const { backends, chooseBackend } = (await import(
  new URL("../trainers/backends/index.js", DIST).href
)) as typeof import("../../../src/trainers/backends/index.js"); // as compiled as the program

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-doctor-"));
  const dir = folder;
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

async function doctor(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, "doctor", ...args], {
    cwd: folder,
    env: { ...process.env, SWEEP_RUNS_DIR: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, "close");
  const [stdout, stderr] = await output;
  return { code, stdout, stderr };
}

describe("sweep doctor", () => {
  it("ends with 0 where sweep can train, tells of every backend and leaves nothing behind", async () => {
    const { code, stdout } = await doctor("--quick", "--json");
    const diagnosis = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(diagnosis).toMatchObject({
      canTrain: true,
      defaultBackend: (await chooseBackend(null)).type,
      measured: null,
    });
    expect(diagnosis.backends.map(({ type }: { type: string }) => type)).toEqual(backends.types);
    expect(diagnosis.backends).toContainEqual({
      type: "cpu",
      state: "works",
      description: "cpu (plain JavaScript, 1 thread)",
      imagesPerSecond: null,
      batchSize: null,
      warnings: [],
    });
    expect(diagnosis.gpu.state).toMatch(/^(works|unavailable)$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("ends with 1 where it cannot, after telling everything", async () => {
    writeFileSync(join(folder, "runs"), "");
    const { code, stdout, stderr } = await doctor("--quick");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^fail +runs folder +.*runs: expected the folder of the runs, got a file → name/m,
    );
    expect(stdout).toMatch(/^ok +backend cpu /m);
    expect(stderr).toMatch(/\nsweep: sweep cannot train here: runs folder, database\n$/);
  });
});

describe("the probe", () => {
  const limitMs = 60_000;

  it("trains to measure a backend", async () => {
    const request = { type: "backend", backend: "wasm", measure: true } as const;
    const answer = await askProbe(request, { script: PROBE, limitMs });
    expect(answer).toMatchObject({ type: "works", batchSize: 64, warnings: [] });
    expect(answer.type === "works" && answer.imagesPerSecond).toBeGreaterThan(0);
  });

  it("answers for a backend that does not exist", async () => {
    const request = { type: "backend", backend: "wsam", measure: true } as const;
    expect(await askProbe(request, { script: PROBE, limitMs })).toEqual({
      type: "failed",
      reason: expect.stringMatching(
        /^backend: expected one of .*, got `wsam` \(did you mean `wasm`\?\)$/,
      ),
    });
  });
});
