import { Deferred } from "../../src/core/deferred.js";
import type { ServedModel } from "../../src/serving/served-model.js";

/** A model that answers every picture with one digit, and notes what is done with it. */
export interface FakeModel extends ServedModel {
  /** Rows of each batch. */
  readonly batches: number[];
  readonly isReleased: boolean;
  /** Batches wait until `go`. */
  hold(): void;
  go(): void;
}

export function fakeModel(run: string, digit: number): FakeModel {
  const batches: number[] = [];
  let isReleased = false;
  let gate: Deferred<void> | null = null;
  return {
    card: {
      ...{
        run,
        name: "",
        trainer: "digits",
        parameters: {},
        seed: 1,
        validation: null,
        data: null,
      },
      model: { file: "model/model.onnx", sha256: run.padEnd(64, "0"), bytes: 1, runtime: "none" },
    },
    batches,
    get isReleased() {
      return isReleased;
    },
    async predict(images) {
      batches.push(images.length / 784);
      await gate?.promise;
      if (isReleased) throw new Error(`${run} was asked after its release`);
      const probabilities = new Float32Array((images.length / 784) * 10);
      for (let i = digit; i < probabilities.length; i += 10) probabilities[i] = 1;
      return probabilities;
    },
    async release() {
      if (isReleased) throw new Error(`${run} was released twice`);
      isReleased = true;
    },
    hold: () => {
      gate = new Deferred();
    },
    go: () => gate?.resolve(),
  };
}
