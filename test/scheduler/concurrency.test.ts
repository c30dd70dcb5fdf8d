import { describe, expect, it } from "vitest";
import { defaultConcurrency } from "../../src/scheduler/concurrency.js";

const GB = 1e9;
const machine = { cores: 8, availableBytes: 16 * GB, threadsPerRun: 1, bytesPerRun: 0.5 * GB };

describe("defaultConcurrency", () => {
  it("gives each run its own core where memory allows", () => {
    expect(defaultConcurrency(machine)).toBe(8);
  });
  it("never has more threads than cores", () => {
    expect(defaultConcurrency({ ...machine, threadsPerRun: 3 })).toBe(2);
  });
  it("leaves a fifth of the memory to others", () => {
    expect(defaultConcurrency({ ...machine, bytesPerRun: 4 * GB })).toBe(3);
  });
  it("runs at least one, however small the machine", () => {
    expect(defaultConcurrency({ ...machine, cores: 1, threadsPerRun: 4, availableBytes: 1 })).toBe(
      1,
    );
  });
});
