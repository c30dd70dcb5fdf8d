import type { Answers } from "../../../../src/trainers/ensemble/select/answers.js";

const CLASSES = 10;

/** Answers by the class that each candidate gives each row and how sure it is; the rest goes to all other classes alike. */
export function answersOf(
  labels: readonly number[],
  candidates: readonly (readonly (readonly [answer: number, sure: number])[])[],
): Answers {
  return {
    labels: Uint8Array.from(labels),
    probabilities: candidates.map((rows) =>
      Float32Array.from({ length: rows.length * CLASSES }, (_, i) => {
        const [answer, sure] = rows[Math.floor(i / CLASSES)] ?? [0, 1];
        return i % CLASSES === answer ? sure : (1 - sure) / (CLASSES - 1);
      }),
    ),
  };
}

export function allRows({ labels }: Answers): Int32Array {
  return Int32Array.from(labels.keys());
}
