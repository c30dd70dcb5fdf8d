import { expect, it } from "vitest";
import { requirePausable } from "../../../src/executors/local/suspend.js";

it("says on Windows that nothing can be paused there, and what can be done instead", () => {
  expect(() => requirePausable("win32")).toThrow(
    "pausing needs the signals SIGSTOP and SIGCONT, which Windows does not have: use `sweep stop`, and `sweep run` later",
  );
  expect(() => requirePausable("linux")).not.toThrow();
});
