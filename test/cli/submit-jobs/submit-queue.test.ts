import { expect, test } from "vitest";
import { SubmitQueue } from "../../../src/cli/submit-jobs/submit-queue.js";
import type { OnProgress } from "../../../src/core/trainer.js";

interface Begun {
  run: string;
  onProgress: OnProgress;
  resolve(submission: number): void;
  reject(error: Error): void;
}

/** A queue whose submissions end when the test says so. */
function controlled() {
  const begun: Begun[] = [];
  const make = (run: string, onProgress: OnProgress) =>
    new Promise<number>((resolve, reject) => begun.push({ run, onProgress, resolve, reject }));
  const queue = new SubmitQueue(make);
  const states = () => queue.list().map(({ run, state }) => `${run} ${state.type}`);
  return { queue, begun, states };
}

test("one submission is made at a time, in the order in which they were asked for", async () => {
  const { queue, begun, states } = controlled();
  queue.start("aa");
  queue.start("bb");
  await expect.poll(states).toEqual(["bb waiting", "aa working"]);
  begun[0]?.onProgress({ status: "predicting", done: 20, total: 100 });
  expect(queue.list()[1]?.state).toEqual({
    type: "working",
    progress: { status: "predicting", done: 20, total: 100 },
  });
  begun[0]?.resolve(7);
  await expect.poll(states).toEqual(["bb working", "aa done"]);
  expect(queue.list()[1]?.state).toEqual({ type: "done", submission: 7 });
  expect(begun.map(({ run }) => run)).toEqual(["aa", "bb"]);
  begun[1]?.resolve(8);
});

test("a run that is being submitted is not submitted twice at once, but again afterwards", async () => {
  const { queue, begun, states } = controlled();
  const job = queue.start("aa");
  expect(queue.start("aa")).toBe(job);
  await expect.poll(states).toEqual(["aa working"]);
  expect(queue.start("aa")).toBe(job);
  begun[0]?.resolve(1);
  await expect.poll(states).toEqual(["aa done"]);
  expect(queue.start("aa").id).toBe(2);
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.resolve(2);
});

test("a failure is told in the words of whatever failed, and the next one is made all the same", async () => {
  const { queue, begun, states } = controlled();
  queue.start("aa");
  queue.start("bb");
  await expect.poll(() => begun.length).toBe(1);
  begun[0]?.reject(new Error("test.csv: has changed"));
  await expect.poll(states).toEqual(["bb working", "aa failed"]);
  expect(queue.list()[1]?.state).toEqual({ type: "failed", message: "test.csv: has changed" });
  begun[1]?.resolve(2);
});
