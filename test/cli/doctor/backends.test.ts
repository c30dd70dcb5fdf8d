/** Pretended backends that work, fail, crash and hang, each in a real child process. */
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { doctorCommand } from "../../../src/cli/commands/doctor.js";
import type { CliContext } from "../../../src/cli/context.js";
import { tryBackends } from "../../../src/cli/doctor/backends.js";
import { createTerminal } from "../commands/terminal.js";

const PRETEND = fileURLToPath(new URL("./probes/pretend.mjs", import.meta.url));

function doctor(...backends: string[]) {
  return (context: CliContext) =>
    doctorCommand(context, { backends, probe: PRETEND, availableBytes: () => 8e9 });
}

function chooseAsDefault(name: string): void {
  vi.stubEnv("DEFAULT", name);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

describe("trying backends", () => {
  const tryOne = async (type: string, limitMs: number) => {
    const options = { types: [type], script: PRETEND, limitMs, measure: true, onProgress() {} };
    return (await tryBackends(options))[0];
  };

  it.each([
    ["crashing", "killed by SIGSEGV"],
    ["crashing-at-exit", "killed by SIGSEGV"],
    ["exiting", "exit code 3: terminate called after throwing 'std::bad_alloc'"],
    ["throwing", "no such kernel"],
    ["mute", "ended without an answer"],
    ["confused", "expected an answer to `backend`, got `default`"],
  ])("calls a backend broken that is %s, and says why", async (type, reason) => {
    expect(await tryOne(type, 60_000)).toEqual({ type, state: "broken", reason });
  });

  it("ends a backend that hangs, and calls it broken", async () => {
    const reason = "timed out after 1 s";
    expect(await tryOne("hanging", 1000)).toEqual({ type: "hanging", state: "broken", reason });
  });

  it("calls a backend broken when the program that tries it is not there", async () => {
    const options = { types: ["fast"], script: "/no/such.js", limitMs: 60_000, measure: true };
    const [report] = await tryBackends({ ...options, onProgress() {} });
    expect(report).toMatchObject({ state: "broken" });
    expect(report?.state === "broken" && report.reason).toMatch(/^exit code 1/);
  });
});

describe("sweep doctor", () => {
  it("goes on after a crash, and reports every backend", async () => {
    const { stdout, stderr } = await createTerminal().run(
      doctor("crashing", "absent", "grumbling", "fast"),
    );
    expect(stdout.split("\n").filter((line) => line.includes("backend "))).toEqual([
      expect.stringMatching(/^ok +default backend +fast$/),
      expect.stringMatching(/^fail +backend crashing +killed by SIGSEGV$/),
      expect.stringMatching(/^warn +backend absent +not available: its package is not installed$/),
      expect.stringMatching(/^warn +backend grumbling +2.47 images\/s, pretended; slow$/),
      expect.stringMatching(/^ok +backend fast +1,230 images\/s, pretended$/),
    ]);
    expect(stdout).toMatch(/\n\nimages\/s: one run that trains `compact` with batch normalisation/);
    expect(stderr).toBe(
      "measuring backend crashing\nmeasuring backend absent\nmeasuring backend grumbling\nmeasuring backend fast\nmeasuring the gpu\n",
    );
  });

  it("leaves the measuring out when it is to be quick", async () => {
    const { stdout, stderr } = await createTerminal().run(doctor("fast"), "--quick");
    expect(stdout).toMatch(/^ok +backend fast +pretended$/m);
    expect(stdout).not.toContain("images/s");
    expect(stderr).toBe("checking backend fast\nchecking the gpu\n");
  });

  it.each([
    ["fast", /^ok +device gpu +1,230 images\/s, pretended$/m],
    ["absent", /^warn +device gpu +not available: its package is not installed$/m],
    ["crashing", /^fail +device gpu +killed by SIGSEGV$/m],
  ])("tells of a gpu that is %s, and can train without it", async (gpu, line) => {
    vi.stubEnv("GPU", gpu);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { stdout } = await createTerminal().run(doctor("fast"));
    expect(stdout).toMatch(line);
  });

  it("prints one JSON document", async () => {
    const { stdout } = await createTerminal().run(doctor("throwing", "fast"), "--json");
    const { checks, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({
      canTrain: true,
      defaultBackend: "fast",
      backends: [
        { type: "throwing", state: "broken", reason: "no such kernel" },
        {
          type: "fast",
          state: "works",
          description: "pretended",
          imagesPerSecond: 1234.5,
          batchSize: 64,
          warnings: [],
        },
      ],
      gpu: { state: "unavailable", reason: "its package is not installed" },
      measured: { model: "compact", batch_norm: true, batch_size: 64 },
    });
    expect(checks.map(({ what, status }: Record<string, unknown>) => [what, status])).toEqual([
      ["node", "ok"],
      ["runs folder", "ok"],
      ["database", "ok"],
      ["data", "ok"],
      ["capacity", "ok"],
      ["python3", expect.stringMatching(/^(ok|warn)$/)],
      ["default backend", "ok"],
    ]);
  });

  it("fails when the default backend does not work, and names one that does", async () => {
    chooseAsDefault("absent");
    let stdout = "";
    const terminal = createTerminal();
    const run = terminal.run((context) => {
      context.stdout.on("data", (chunk) => {
        stdout += chunk;
      });
      return doctor("absent", "fast")(context);
    });
    await expect(run).rejects.toThrow("sweep cannot train here: default backend");
    expect(stdout).toMatch(
      /^fail +default backend +absent, which does not work → name one that does: --backend fast$/m,
    );
  });

  it("fails when choosing a backend ends the process that chooses", async () => {
    chooseAsDefault("crashing");
    await expect(createTerminal().run(doctor("fast"))).rejects.toMatchObject({
      code: "environment",
      message: "sweep cannot train here: default backend",
    });
  });
});
