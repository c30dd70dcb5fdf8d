/** A promise that is resolved from outside; later values are ignored. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  isSettled = false;
  #resolve: (value: T) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  resolve(value: T): void {
    this.isSettled = true;
    this.#resolve(value);
  }
}
