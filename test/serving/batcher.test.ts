import { expect, test } from "vitest";
import { Batcher } from "../../src/serving/batcher.js";
import { ModelSlot } from "../../src/serving/model-slot.js";
import { fakeModel } from "./fake-model.js";

const unexpected = (error: unknown) => {
  throw error;
};
const images = (rows: number) => new Uint8Array(rows * 784);

function serving() {
  const first = fakeModel("a", 1);
  const slot = new ModelSlot(first, unexpected);
  return { first, slot, batcher: new Batcher(slot) };
}

test("requests that come at once are one batch, and each gets its own answers", async () => {
  const { first, batcher } = serving();
  const answers = await Promise.all([1, 2, 3].map((rows) => batcher.predict(images(rows))));
  expect(first.batches).toEqual([6]);
  expect(answers.map(({ probabilities }) => probabilities.length)).toEqual([10, 20, 30]);
});

test("a short request is answered between the pieces of a long one", async () => {
  const { first, batcher } = serving();
  const order: string[] = [];
  const long = batcher.predict(images(200)).then(() => order.push("long"));
  const short = batcher.predict(images(1)).then(() => order.push("short"));
  await Promise.all([long, short]);
  expect(order).toEqual(["short", "long"]);
  expect(first.batches.reduce((sum, rows) => sum + rows)).toBe(201);
  expect(Math.max(...first.batches)).toBeLessThanOrEqual(64);
});

test("a replaced model finishes what it began, and is released then; what comes later is answered by the new one", async () => {
  const { first, slot, batcher } = serving();
  const second = fakeModel("b", 2);
  first.hold();
  const before = batcher.predict(images(100)); // in two pieces
  slot.swap(second);
  const after = batcher.predict(images(1));
  expect(first.isReleased).toBe(false);
  first.go();
  expect((await before).model.card.run).toBe("a");
  expect((await after).model.card.run).toBe("b");
  expect([first.isReleased, second.isReleased]).toEqual([true, false]);
  await slot.close();
  expect(second.isReleased).toBe(true);
});

test("a model without requests is released as soon as it is replaced", () => {
  const { first, slot } = serving();
  slot.swap(fakeModel("b", 2));
  expect(first.isReleased).toBe(true);
});

test("when a batch fails, those who wait for it are told, and the next one is computed", async () => {
  const { first, batcher } = serving();
  const { predict } = first;
  first.predict = () => Promise.reject(new Error("no memory"));
  await expect(batcher.predict(images(1))).rejects.toThrow("no memory");
  first.predict = predict;
  expect((await batcher.predict(images(1))).probabilities).toHaveLength(10);
});
