import { describe, expect, it } from "vitest";
import { attendanceOf } from "../../src/core/lost-run.js";
import type { Liveness, ProcessIdentity } from "../../src/core/process-identity.js";

const NOW = 1_000_000;
const identity = (pid: number): ProcessIdentity => ({ host: "h", bootId: "b", pid, startTime: 1 });
const ALIVE = identity(1);
const DEAD = identity(2);
const ELSEWHERE = identity(3);
const SEEN: Record<number, Liveness> = { 1: "alive", 2: "dead", 3: "elsewhere" };
const witness = { liveness: ({ pid }: ProcessIdentity) => SEEN[pid] ?? "dead", now: NOW };

const running = (process: ProcessIdentity | null, silentMs = 0) =>
  ({ state: "running", process, heartbeatAt: NOW - silentMs }) as const;

describe("a run that is recorded as running", () => {
  it("is lost when its process and its orchestrator are gone", () => {
    expect(attendanceOf(running(DEAD), [DEAD], witness)).toBe("lost");
    expect(attendanceOf(running(DEAD), [null], witness)).toBe("lost");
  });

  it("runs as long as its process does, however silent", () => {
    expect(attendanceOf(running(ALIVE, 3_600_000), [ELSEWHERE], witness)).toBe("attended");
    expect(attendanceOf(running(ALIVE, 3_600_000), [DEAD, ALIVE], witness)).toBe("attended");
  });

  it("is unattended when its process outlives its orchestrator", () => {
    expect(attendanceOf(running(ALIVE), [DEAD], witness)).toBe("unattended");
    expect(attendanceOf(running(ALIVE), [null], witness)).toBe("unattended");
  });

  it("is in a living orchestrator's hands, who records its end", () => {
    expect(attendanceOf(running(DEAD), [DEAD, ALIVE], witness)).toBe("attended");
  });

  it("is judged by its last heartbeat alone on another host", () => {
    expect(attendanceOf(running(ELSEWHERE, 5_000), [ELSEWHERE], witness)).toBe("attended");
    expect(attendanceOf(running(ELSEWHERE, 61_000), [ELSEWHERE], witness)).toBe("lost");
  });

  it("is judged by its heartbeat, too, while its process is not known yet", () => {
    expect(attendanceOf(running(null, 5_000), [DEAD], witness)).toBe("attended");
    expect(attendanceOf(running(null, 61_000), [DEAD], witness)).toBe("lost");
  });
});

it("a run in another state is never lost", () => {
  const queued = { state: "queued", process: null, heartbeatAt: null } as const;
  expect(attendanceOf(queued, [], witness)).toBe("attended");
});
