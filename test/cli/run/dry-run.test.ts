import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { openProject, type Project } from "../actions/project.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

let project: Project;
beforeEach(() => {
  project = openProject();
  onTestFinished(() => project.remove());
});

function sweep(...args: string[]) {
  const env = { ...process.env, GATE: project.cwd };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...{ cwd: project.cwd, env, encoding: "utf8" },
  });
  return { code: status, stdout, stderr };
}

it("says which runs are cached, which are not, and how long those may take", () => {
  const yaml = "experiments/fails-once.yaml";
  expect(sweep("run", yaml, "--dry-run", "-j", "1").stdout).toBe(
    "fails-once: 1 run by grid, judged by accuracy (maximize)\n" +
      "1 new, 1 at once; no estimate: nothing like it was trained on this machine\n\n" +
      "   RUN         STATE\n1  fails-once  new\n\nFOR ALL RUNS\nx             1\n",
  );
  expect(sweep("run", yaml, "-j", "1").code).toBe(1);
  expect(sweep("run", yaml, "--dry-run").stdout).toContain("1  fails-once  failed\n");
  expect(sweep("run", yaml, "-j", "1").code).toBe(0);
  const again = sweep("run", yaml, "--dry-run", "-j", "3").stdout;
  expect(again).toContain("1 cached, 3 at once; nothing is left to train\n");
  expect(again).toContain("1  fails-once  cached\n");
  const more = sweep("run", yaml, "--dry-run", "-j", "1", "--set", "parameters.x.values=[1, 2]");
  expect(more.stdout).toMatch(
    /^1 cached, 1 new, 1 at once; about \S+ – \S+, judged by 1 finished run of this machine, alike but for x$/m,
  );
});

it("checks the data", () => {
  project.write(
    "experiments/digits.yaml",
    "parameters: {epochs: {value: 1}}\ndata: {path: none}\n",
  );
  const { code, stderr } = sweep("run", "experiments/digits.yaml", "--dry-run");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^sweep: none/m);
});
