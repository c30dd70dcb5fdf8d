import fc from "fast-check";
import { expect, test } from "vitest";
import { mistakes } from "./support.js";

const TEXT = `
name: a
method: {type: random}
run_cap: 3
metric: {name: loss, goal: minimize}
parameters:
  epochs: {values: [1, 2], probabilities: [0.5, 0.5]}
  learning_rate: {distribution: log_uniform_values, min: 0.001, max: 0.1}
  optimizer: {parameters: {name: {values: [adam, sgd]}, decay: &d 0.1}}
  augment: {value: {rotation: 3, zoom: *d}}
model: {type: cnn}
data: {validation: 0.2}
run: {timeout: 1h, retries: 1}
`;

test("a file with any characters cut out or put in is read, or refused with places", () => {
  const edit = fc.record({
    at: fc.nat(TEXT.length),
    cut: fc.nat(12),
    insert: fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom("[", "}", ": ", "\n", "&d ", "*d", "null", "- "),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (edited, { at, cut, insert }) => edited.slice(0, at) + insert + edited.slice(at + cut),
        TEXT,
      );
      for (const line of mistakes(text)) expect(line).toMatch(/^experiments\/a\.yaml:\d+:\d+ {2}./);
    }),
    { numRuns: 100 },
  );
});

test("a mapping in place of any value is read, or refused with places", () => {
  const key = fc.constantFrom(
    "name",
    "method",
    "run_cap",
    "metric",
    "parameters",
    "model",
    "data",
    "run",
    "extends",
    "command",
    "trainer",
    "backend",
    "seed",
    "parameters.epochs",
    "metric.goal",
    "run.timeout",
  );
  const value = fc.constantFrom(
    "{a: 1}",
    "[1]",
    "",
    "null",
    "-1",
    "x",
    "1e9",
    "'3'",
    "{type: {}}",
    "[[]]",
    "{parameters: 3}",
    "{values: 3}",
    "{distribution: []}",
  );
  fc.assert(
    fc.property(key, value, (name, written) => {
      const set = `${name}=${written}`;
      for (const line of mistakes(TEXT, [set]))
        expect(line).toMatch(/^(--set .*|experiments\/a\.yaml:\d+:\d+) {2}./);
    }),
    { numRuns: 100 },
  );
});
