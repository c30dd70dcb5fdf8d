import { expect, test } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import type { Backend } from "../../../src/trainers/backends/backend.js";
import { backends, chooseBackend } from "../../../src/trainers/backends/index.js";

test("cpu and wasm work wherever the tests do", async () => {
  expect(await backends.get("cpu").unavailable()).toBeNull();
  expect(await backends.get("wasm").unavailable()).toBeNull();
});

test("without a name, the first is chosen of compiled, libtensorflow and wasm that works", async () => {
  const reasons = await Promise.all(
    ["compiled", "tensorflow"].map((type) => backends.get(type).unavailable()),
  );
  const [first, second] = reasons.map((reason) => reason === null);
  const chosen = await chooseBackend(null);
  expect(chosen.type).toBe(first ? "compiled" : second ? "tensorflow" : "wasm");
});

test("a name is taken at its word", async () => {
  for (const type of ["cpu", "wasm", "tensorflow"])
    expect((await chooseBackend(type)).type).toBe(type);
});

test("a gpu is computed on by `compiled` alone, which trains there or says in one line why not", async () => {
  const compiled = await chooseBackend(null, "gpu");
  expect(compiled.type).toBe("compiled");
  const reason = await compiled.unavailable("gpu");
  const created = await compiled
    .create({ threads: 1, device: "gpu" })
    .catch((error: unknown) => error);
  if (reason === null) {
    expect(created).toMatchObject({ type: "compiled", device: "gpu" });
    (created as Backend).dispose();
    return;
  }
  expect(reason).toMatch(/^\S.*$/);
  expect(created).toMatchObject({
    code: "backend",
    message: `device \`gpu\`: not available: ${reason}`,
  });
});

test.each(["tensorflow", "wasm", "cpu"])("%s computes on no gpu", async (type) => {
  await expect(chooseBackend(type, "gpu")).rejects.toMatchObject({
    code: "usage",
    message: `device: expected \`cpu\` with the backend \`${type}\`, got \`gpu\``,
  });
});

test("an unknown name is answered with the known ones", async () => {
  const error = await chooseBackend("tensorflw").catch((error: unknown) => error);
  expect(error).toBeInstanceOf(SweepError);
  expect((error as SweepError).message).toMatch(
    /^backend: expected one of .*`tensorflow`.*`wasm`.*, got `tensorflw`.*did you mean `tensorflow`/i,
  );
});

test("tensorflow works, or says in one line why it does not", async () => {
  const tensorflow = backends.get("tensorflow");
  const reason = await tensorflow.unavailable();
  const created = await tensorflow.create({ threads: 1 }).catch((error: unknown) => error);
  if (reason === null) {
    expect(created).toMatchObject({ type: "tensorflow" });
    return;
  }
  expect(reason).toMatch(/^(the optional package )?@tensorflow\/tfjs-node .+$|^libtensorflow .+$/);
  expect(created).toBeInstanceOf(SweepError);
  expect(created).toMatchObject({ code: "backend", message: `backend \`tensorflow\`: ${reason}` });
});

test("threads are a positive whole number, and one where nothing is said", () => {
  const { options } = backends.get("wasm");
  expect(options.parse({})).toEqual({ threads: 1, device: "cpu" });
  expect(options.safeParse({ threads: 0 }).success).toBe(false);
  expect(options.safeParse({ thread: 2 }).success).toBe(false);
});
