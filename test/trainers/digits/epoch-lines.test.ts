import { expect, it } from "vitest";
import { withEpochLines } from "../../../src/trainers/digits/epoch-lines.js";

it("writes a line an epoch beside what is logged, and none for batches", () => {
  const logged: object[] = [];
  const lines: string[] = [];
  const tracker = withEpochLines(
    { log: (values, at) => logged.push({ values, at }), progress: () => {} },
    (line) => lines.push(line),
  );
  tracker.log({ batch_loss: 0.5 }, { step: 3, epoch: 0.25 });
  tracker.log({ loss: 0.123456, val_loss: 0.1, val_accuracy: 0.98765 }, { step: 12, epoch: 1 });
  expect(lines).toEqual(["epoch 1: loss 0.1235, val_loss 0.1, val_accuracy 0.9877"]);
  expect(logged).toHaveLength(2);
});
