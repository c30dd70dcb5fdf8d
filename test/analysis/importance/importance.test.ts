import { describe, expect, it } from "vitest";
import { measureImportance, type Trial } from "../../../src/analysis/importance/importance.js";
import { spearman } from "../../../src/analysis/importance/spearman.js";
import type { JsonValue } from "../../../src/core/json.js";
import { createRandom, type Random } from "../../../src/core/random.js";

function trials(
  count: number,
  of: (random: Random) => Record<string, JsonValue>,
  value: (p: never) => number,
): Trial[] {
  const random = createRandom("trials");
  return Array.from({ length: count }, () => {
    const parameters = of(random);
    return { parameters, value: value(parameters as never) };
  });
}

const shares = (of: Trial[]) =>
  Object.fromEntries(
    measureImportance(of, "maximize").parameters.map(({ name, importance }) => [name, importance]),
  );

describe("the importance of parameters", () => {
  it("is that of the variance that each one makes", () => {
    const found = shares(
      trials(
        300,
        (random) => ({ a: random.next(), b: random.next(), idle: random.next() }),
        ({ a, b }: { a: number; b: number }) => 3 * a + b, // variances 9 : 1
      ),
    );
    expect(found.a).toBeGreaterThan(0.8);
    expect(found.b).toBeGreaterThan(0.03);
    expect(found.b).toBeLessThan(0.2);
    expect(found.idle).toBeLessThan(0.02);
  });

  it("sees parameters that matter together only", () => {
    const found = shares(
      trials(
        300,
        (random) => ({
          a: random.int(0, 1) === 1,
          b: random.int(0, 1) === 1,
          idle: random.int(0, 1) === 1,
        }),
        ({ a, b }: { a: boolean; b: boolean }) => (a !== b ? 1 : 0),
      ),
    );
    expect(found.a).toBeGreaterThan(0.35);
    expect(found.b).toBeGreaterThan(0.35);
    expect(found.idle).toBeLessThan(0.1);
  });

  it("takes names for what they are, in no order", () => {
    const names = ["adam", "sgd", "rmsprop", "adagrad", "adamax"];
    const good: Record<string, number> = { adam: 0, sgd: 9, rmsprop: 1, adagrad: 8, adamax: 2 };
    const { parameters } = measureImportance(
      trials(
        200,
        (random) => ({ optimizer: names[random.int(0, 4)] ?? "", idle: random.next() }),
        ({ optimizer }: { optimizer: string }) => good[optimizer] ?? 0,
      ),
      "minimize",
    );
    expect(parameters[0]).toMatchObject({ name: "optimizer", distinct: 5, correlation: null });
    expect(parameters[0]?.importance).toBeGreaterThan(0.95);
  });

  it("opens nested parameters, which some runs lack", () => {
    const { parameters } = measureImportance(
      trials(
        200,
        (random) => ({ augment: random.int(0, 1) === 0 ? false : { shift: random.int(1, 4) } }),
        ({ augment }: { augment: false | { shift: number } }) => (augment ? augment.shift : 0),
      ),
      "maximize",
    );
    expect(parameters.map(({ name }) => name).sort()).toEqual(["augment", "augment.shift"]);
    expect(parameters.find(({ name }) => name === "augment.shift")?.correlation).toBeCloseTo(1);
  });

  it("is the same for the same runs", () => {
    const runs = trials(
      60,
      (random) => ({ a: random.next(), b: random.next() }),
      ({ a }: { a: number }) => a ** 2,
    );
    expect(measureImportance(runs, "maximize")).toEqual(measureImportance(runs, "maximize"));
  });

  it("turns the correlation by the metric's goal", () => {
    const runs = trials(
      60,
      (random) => ({ lr: random.next() }),
      ({ lr }: { lr: number }) => Math.exp(lr),
    );
    expect(measureImportance(runs, "maximize").parameters[0]?.correlation).toBeCloseTo(1);
    expect(measureImportance(runs, "minimize").parameters[0]?.correlation).toBeCloseTo(-1);
  });
});

describe("the note", () => {
  const note = (runs: Trial[]) => measureImportance(runs, "maximize").note;
  const random = (count: number, value: (p: never) => number) =>
    trials(count, (random) => ({ a: random.next(), b: random.next() }), value);

  it("says when there are too few runs", () => {
    expect(note(random(3, ({ a }: { a: number }) => a))).toBe(
      "Importance needs 4 runs with a value or more; there are 3.",
    );
    expect(note(random(12, ({ a }: { a: number }) => a))).toMatch(
      /^12 runs are few for 2 parameters/,
    );
  });

  it("says when it is chance", () => {
    const chance = createRandom("chance");
    const { note, explained } = measureImportance(
      random(80, () => chance.next()),
      "maximize",
    );
    expect(explained).toBeLessThan(0.2);
    expect(note).toMatch(/^The parameters tell little/);
  });

  it("says when there is nothing to tell", () => {
    expect(note(random(30, () => 1))).toBe("All these runs have the same value.");
    expect(note([])).toBe("These runs differ in no parameter.");
  });

  it("is silent where the figures can be trusted", () => {
    const { note, explained } = measureImportance(
      random(100, ({ a }: { a: number }) => a),
      "maximize",
    );
    expect(note).toBeNull();
    expect(explained).toBeGreaterThan(0.9);
  });
});

describe("the rank correlation", () => {
  it("is that of the usual worked example, IQ against hours of television (ρ = −29/165)", () => {
    const iq = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113];
    const hours = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12];
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12);
  });

  it("gives ties the mean of their ranks", () => {
    expect(spearman([1, 1, 2], [1, 2, 3])).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(spearman([Number.NEGATIVE_INFINITY, 1, 2], [0, 1, 2])).toBe(1);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});
