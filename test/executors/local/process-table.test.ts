import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  descendantsOf,
  identify,
  isAlive,
  isOver,
  liveness,
  membersOf,
  startTimeFromPs,
} from "../../../src/executors/local/process-table.js";
import { until } from "../harness.js";

const gone = 2 ** 22 + 1; // above Linux's largest pid

function sleeper(
  options: { detached?: boolean; env?: Record<string, string>; argv?: string[] } = {},
): number {
  const { argv = ["sleep", "60"], detached = false, env } = options;
  const child = spawn(argv[0] ?? "", argv.slice(1), {
    detached,
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child.pid as number;
}

describe("liveness", () => {
  it("tells a living process from one that has ended", async () => {
    const child = spawn("sleep", ["60"]);
    const identity = identify(child.pid as number);
    expect(liveness(identity)).toBe("alive");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(liveness(identity)).toBe("dead");
    expect(isAlive(identity)).toBe(false);
  });

  it("counts a zombie as dead: its parent may never look", async () => {
    const argv = ["sh", "-c", "sleep 0.01 & echo $!; exec sleep 60"];
    const child = spawn(argv[0] ?? "", argv.slice(1));
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const [line] = await once(child.stdout, "data");
    const zombie = Number(String(line));
    await until(() => liveness(identify(zombie)) === "dead");
    expect(() => process.kill(zombie, 0)).not.toThrow(); // it is still listed
  });

  it("is not deceived by another process with the same number", () => {
    const identity = identify(process.pid);
    expect(liveness({ ...identity, startTime: identity.startTime - 1 })).toBe("dead");
  });

  it("knows that a process of an earlier boot is gone", () => {
    expect(liveness({ ...identify(process.pid), bootId: "another" })).toBe("dead");
  });

  it("does not judge a process of another host, which counts as alive", () => {
    const identity = { ...identify(process.pid), host: "elsewhere.example" };
    expect(liveness(identity)).toBe("elsewhere");
    expect(isAlive(identity)).toBe(true);
  });

  it("gives a process that is gone an identity that is dead", () => {
    expect(liveness(identify(gone))).toBe("dead");
  });
});

describe("membersOf", () => {
  it("finds the processes of a session, its leader included", async () => {
    const leader = sleeper({ detached: true, argv: ["sh", "-c", "sleep 60 & wait"] });
    const members = await until(() => {
      const found = membersOf({ leader });
      return found.length === 2 && found;
    });
    expect(members).toContain(leader);
    for (const pid of members) process.kill(pid, "SIGKILL");
    await until(() => membersOf({ leader }).length === 0);
  });

  it("finds a process in another session by the run's folder in its environment", async () => {
    const runDir = `/nowhere/runs/${process.pid}`;
    const stray = sleeper({ detached: true, env: { SWEEP_RUN_DIR: runDir } });
    sleeper({ detached: true, env: { SWEEP_RUN_DIR: `${runDir}0` } });
    expect(await until(() => membersOf({ runDir }).length > 0 && membersOf({ runDir }))).toEqual([
      stray,
    ]);
  });
});

it("finds a process's descendants, in whatever session", async () => {
  const leader = sleeper({ argv: ["sh", "-c", "setsid sleep 60 & sleep 60 & wait"] });
  const descendants = await until(() => {
    const found = descendantsOf(leader) ?? [];
    return found.length === 2 && found;
  });
  for (const pid of descendants) process.kill(pid, "SIGKILL");
  await until(() => descendants.every(isOver));
});

describe("startTimeFromPs", () => {
  it("tells when a process began, in seconds since 1970", () => {
    const began = Date.now() / 1000 - process.uptime();
    expect(Math.abs((startTimeFromPs(process.pid) ?? 0) - began)).toBeLessThan(5);
  });

  it("answers null for a process that is gone", () => {
    expect(startTimeFromPs(gone)).toBeNull();
  });
});
