/** Means over batches of different sizes. */
export interface Means {
  /** `loss` is the batch's mean, `correct` its number of right answers, `size` its number of images. */
  add(loss: number, correct: number, size: number): void;
  loss(): number;
  accuracy(): number;
}

export function createMeans(): Means {
  let images = 0;
  let losses = 0;
  let right = 0;
  return {
    add(loss, correct, size) {
      images += size;
      losses += loss * size;
      right += correct;
    },
    loss: () => losses / images,
    accuracy: () => right / images,
  };
}
