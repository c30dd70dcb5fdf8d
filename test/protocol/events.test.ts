import { expect, it } from "vitest";
import { parseEventLine } from "../../src/protocol/events.js";

it.each([
  ['{"type":"metrics","step":-1,"values":{}}', "step: expected a number of at least 0, got `-1`"],
  ['{"type":"metrics","step":0.5,"values":{}}', "step: expected a whole number, got `0.5`"],
  ['{"type":"metrics","step":"7","values":{}}', 'step: expected a whole number, got `"7"`'],
  ['{"type":"metrics","values":{}}', "step: expected a whole number, got nothing"],
  [
    '{"type":"metric","step":0}',
    "type: expected `metrics`, `progress`, `artifact` or `summary`, got `metric` (did you mean `metrics`?)",
  ],
  [
    '{"type":"metrics","step":0,"values":{"loss":"high"}}',
    'values.loss: expected a number, `"NaN"`, `"Infinity"` or `"-Infinity"`, got `high`',
  ],
  [
    '{"type":"metrics","step":0,"values":{"loss":null}}',
    'values.loss: expected a number, `"NaN"`, `"Infinity"` or `"-Infinity"`, got `null`',
  ],
  ['{"type":"metrics","step":0,"values":[1]}', "values: expected an object, got a list"],
  ["[1]", "event: expected an object, got a list"],
  ['{"loss":', 'expected a JSON object, got {"loss":'],
])("says of %s what was expected and got", (line, problem) => {
  expect(parseEventLine(line)).toEqual({ ok: false, problem });
});

it("understands NaN and infinities as Python's json.dumps writes them, and leaves text alone", () => {
  const line =
    '{"type":"metrics","step":0,"values":{"a NaN \\"NaN":NaN,"b":-Infinity,"c":Infinity,"d":1}}';
  expect(parseEventLine(line)).toMatchObject({
    ok: true,
    event: { values: { 'a NaN "NaN': "NaN", b: "-Infinity", c: "Infinity", d: 1 } },
  });
  expect(parseEventLine(`{"type":"metrics","step":NaN,"values":{}}`)).toEqual({
    ok: false,
    problem: "step: expected a whole number, got `NaN`",
  });
});
