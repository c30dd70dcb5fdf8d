import { expect, it } from "vitest";
import { executors } from "../../src/executors/index.js";
import { temporaryRunsDir } from "./harness.js";

it("creates the local executor by name", () => {
  const descriptor = executors.get("local");
  const executor = descriptor.create(descriptor.options.parse({}), { runsDir: temporaryRunsDir() });
  expect(executor.type).toBe("local");
});

it("names the executors there are when it does not know one", () => {
  expect(() => executors.get("locl")).toThrow(
    "executor: expected one of `local`, got `locl` (did you mean `local`?)",
  );
});

it("refuses options that the local executor does not have", () => {
  expect(() => executors.get("local").options.parse({ threads: 2 })).toThrow(/threads/);
});
