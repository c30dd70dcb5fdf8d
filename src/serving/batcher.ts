/**
 * Answers requests in batches. Invariants:
 *
 * 1. A model computes one batch at a time.
 * 2. What has come while a batch was computed is the next batch, in order of arrival, as far as it is for the same model.
 * 3. A long request is cut into pieces, each queued when the one before it is answered: short ones need not wait for all of it.
 * 4. All of a request is answered by one model.
 */
import { setImmediate } from "node:timers/promises";
import type { ModelSlot } from "./model-slot.js";
import { CLASSES, PIXELS } from "./schemas.js";
import type { ServedModel } from "./served-model.js";

export interface Answer {
  /** [n, 10] */
  probabilities: Float32Array;
  model: ServedModel;
}

interface Piece {
  model: ServedModel;
  images: Uint8Array;
  resolve(probabilities: Float32Array): void;
  reject(error: unknown): void;
}

const MOST_ROWS = 64; // more is hardly faster for each picture, and everybody else waits for the batch

export class Batcher {
  readonly #slot: ModelSlot;
  readonly #queue: Piece[] = [];
  #isComputing = false;

  constructor(slot: ModelSlot) {
    this.#slot = slot;
  }

  /** @param images grey levels, [n, 784] */
  async predict(images: Uint8Array): Promise<Answer> {
    const { model, giveBack } = this.#slot.lease();
    try {
      const probabilities = new Float32Array((images.length / PIXELS) * CLASSES);
      for (let at = 0; at < images.length; at += MOST_ROWS * PIXELS) {
        const piece = images.subarray(at, at + MOST_ROWS * PIXELS);
        probabilities.set(await this.#enqueue(model, piece), (at / PIXELS) * CLASSES);
      }
      return { probabilities, model };
    } finally {
      giveBack();
    }
  }

  #enqueue(model: ServedModel, images: Uint8Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ model, images, resolve, reject });
      if (!this.#isComputing) void this.#compute();
    });
  }

  async #compute(): Promise<void> {
    this.#isComputing = true;
    while (this.#queue.length > 0) {
      await setImmediate(); // all requests that have arrived are read first
      await answer(this.#nextBatch());
    }
    this.#isComputing = false;
  }

  #nextBatch(): Piece[] {
    const model = this.#queue[0]?.model;
    let rows = 0;
    const end = this.#queue.findIndex((piece) => {
      rows += piece.images.length / PIXELS;
      return piece.model !== model || rows > MOST_ROWS;
    });
    return this.#queue.splice(0, end < 0 ? this.#queue.length : end);
  }
}

/** Never rejects: who waits for a piece is told. */
async function answer(batch: readonly Piece[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  try {
    const images = batch.length === 1 ? first.images : Buffer.concat(batch.map((p) => p.images));
    const probabilities = await first.model.predict(images);
    let at = 0;
    for (const { images: own, resolve } of batch) {
      const end = at + (own.length / PIXELS) * CLASSES;
      resolve(probabilities.subarray(at, end));
      at = end;
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
