import { expect, it } from "vitest";
import { asTyped, programName } from "../../src/cli/program-name.js";

it("hints begin as the user began: with npx where npm started the program", () => {
  expect(programName({ npm_command: "exec" })).toBe("npx sweep");
  expect(programName({})).toBe("sweep");
  expect(asTyped("no runs: `sweep run x` starts some, `sweep ls` lists them", "npx sweep")).toBe(
    "no runs: `npx sweep run x` starts some, `npx sweep ls` lists them",
  );
});
