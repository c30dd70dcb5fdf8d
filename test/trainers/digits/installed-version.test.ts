import { expect, test } from "vitest";
import { installedVersion } from "../../../src/trainers/digits/installed-version.js";

test("an installed package has its version, one that is absent has none", () => {
  expect(installedVersion("zod")).toMatch(/^\d+\.\d+\.\d+/);
  expect(installedVersion("@tensorflow/tfjs-core")).toMatch(/^4\./);
  expect(installedVersion("sweep-has-no-such-package")).toBeNull();
});
