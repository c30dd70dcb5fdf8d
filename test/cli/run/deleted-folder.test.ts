/** A finished run whose folder somebody deleted: the store remembers it, and nothing can be made of it. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { openProject, type Project } from "../actions/project.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const YAML = "experiments/gated.yaml";

let project: Project;
let gone: string;

beforeEach(() => {
  project = openProject();
  onTestFinished(() => project.remove());
  project.openGate();
  expect(sweep("run", YAML).code).toBe(0);
  gone = idOf("x=0.2");
  rmSync(join(project.runsDir, gone), { recursive: true });
});

function sweep(...args: string[]) {
  const env = { ...process.env, GATE: project.cwd };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...{ cwd: project.cwd, env, encoding: "utf8" },
  });
  return { code: status, stdout: asHere(stdout), stderr: asHere(stderr) };
}

/** Hints name the program as this test's runner was called. */
function asHere(text: string): string {
  return text.replaceAll(project.cwd, "DIR").replaceAll("npx sweep ", "sweep ");
}

function listed() {
  return project.store.listSweepRuns(project.store.findSweep("gated")?.id ?? 0);
}

function idOf(name: string): string {
  return listed().find((run) => run.name === name)?.id ?? "";
}

it("is trained anew by sweep run, as another run, and all say so", () => {
  const warning = `warning: run ${gone} had finished, but its folder is gone: it is trained anew\n`;
  const preview = sweep("run", YAML, "--dry-run");
  expect(preview.stderr).toBe(warning);
  expect(preview.stdout).toMatch(/^1 cached, 1 new, /m);
  const { code, stdout } = sweep("run", YAML);
  expect(code).toBe(0);
  expect(stdout).toContain(warning);
  expect(stdout).toContain("gated: 2 finished (1 of them cached)\n");
  const anew = idOf("x=0.2");
  expect(listed()).toHaveLength(2);
  expect(anew).not.toBe(gone);
  expect(project.store.getRun(gone)?.state).toBe("finished");
  expect(sweep("promote", anew).code).toBe(0);
  expect(sweep("run", YAML).stdout).toContain("gated: 2 finished (2 of them cached)\n");
});

it("several of them are told in one line", () => {
  rmSync(join(project.runsDir, idOf("x=0.1")), { recursive: true });
  expect(sweep("run", YAML).stdout).toContain(
    "warning: 2 runs had finished, but their folders are gone: they are trained anew (",
  );
});

it.each(["promote", "submit", "logs", "serve"])(
  "%s names the folder, and what trains it anew",
  (command) => {
    const place = `run ${gone}: its folder DIR/runs/${gone} is gone`;
    expect(sweep(command, gone)).toEqual({
      code: 1,
      stdout: "",
      stderr: `sweep: ${place}: \`sweep run ${YAML}\` (with its --set, if there was one) trains it anew\n`,
    });
    expect(sweep("show", gone).stdout).toContain(`problem     run ${gone}: its folder `);
    expect(project.store.listPromotions("champion")).toEqual([]);
  },
);

it("is told with the run that has taken its place, once there is one", () => {
  sweep("run", YAML);
  const anew = idOf("x=0.2");
  expect(sweep("promote", gone).stderr).toMatch(
    new RegExp(` is gone: run ${anew}, the same trained once more, can be used in its place\\n$`),
  );
  const command = `sweep run ${YAML} --set name=gated-${gone} --set parameters.x=0.2 --fresh`;
  expect(sweep("show", gone).stdout).toContain(`Reproduce\n  ${command}\n`);
  rmSync(join(project.runsDir, anew), { recursive: true });
  expect(sweep("promote", gone).stderr).toContain(` is gone: \`${command}\` trains it anew\n`);
});
