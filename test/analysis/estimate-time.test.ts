import { describe, expect, it } from "vitest";
import { estimateTime, type PastRun } from "../../src/analysis/estimate-time.js";
import type { Parameters } from "../../src/core/json.js";

const BASE: Parameters = {
  epochs: 4,
  learning_rate: 0.01,
  batch_size: 64,
  model: "cnn",
  bn: false,
};
const MINUTE = 60_000;

function past(change: Parameters, minutes: number): PastRun {
  return { parameters: { ...BASE, ...change }, durationMs: minutes * MINUTE };
}

function estimate(planned: Parameters[], had: PastRun[], concurrency = 1) {
  const all = planned.map((change) => ({ ...BASE, ...change }));
  return estimateTime({ planned: all, past: had, concurrency });
}

describe("an estimate of the time", () => {
  it("lies around what the same configuration took, with room for what else a machine does", () => {
    expect(estimate([{}], [past({}, 10), past({}, 12)])).toEqual({
      lowMs: 8 * MINUTE,
      highMs: 15 * MINUTE,
      basis: "2 finished runs of this machine with the same parameters",
      unknown: 0,
    });
  });

  it("goes by the runs that differ least, says in what, and is wider for it", () => {
    const had = [past({ learning_rate: 0.1 }, 10), past({ learning_rate: 0.1, bn: true }, 90)];
    expect(estimate([{}], had)).toMatchObject({
      lowMs: (10 * MINUTE) / 1.5,
      highMs: 15 * MINUTE,
      basis: "1 finished run of this machine, alike but for learning_rate",
    });
  });

  it("is in proportion to the epochs", () => {
    const { lowMs } = estimate([{ epochs: 8 }], [past({}, 10)]) ?? {};
    expect(lowMs).toBeCloseTo((20 * MINUTE) / 1.5);
  });

  it("shares the work among the runs at once, the longest of which may begin last", () => {
    const had = [past({}, 10)];
    const one = estimate([{}, {}, {}, {}], had, 1);
    const two = estimate([{}, {}, {}, {}], had, 2);
    expect(one).toMatchObject({ lowMs: 32 * MINUTE, highMs: 50 * MINUTE });
    expect(two).toMatchObject({ lowMs: 16 * MINUTE, highMs: 31.25 * MINUTE });
  });

  it("is none where nothing comparable was trained: another network, a size that is far from it, an option more", () => {
    const had = [past({ model: "resnet" }, 1), past({ batch_size: 512 }, 1), past({ extra: 1 }, 1)];
    expect(estimate([{}], had)).toBeNull();
    expect(estimate([], [past({}, 1)])).toBeNull();
  });

  it("counts the runs that it knows nothing of", () => {
    expect(estimate([{}, { model: "resnet" }], [past({}, 10)])).toMatchObject({
      lowMs: 8 * MINUTE,
      unknown: 1,
    });
  });
});
