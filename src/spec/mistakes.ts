import { SweepError } from "../core/errors.js";
import { COMMAND_LINE, type Place } from "./located.js";

/** Collects every mistake of an experiment, so that the user sees all of them at once. */
export class Mistakes {
  readonly #found: { place: Place; line: string }[] = [];

  get count(): number {
    return this.#found.length;
  }

  /** `message` says what was expected and what was found; the place says where. */
  report(place: Place, message: string): void {
    const what = place.path === "" ? message : `${place.path}: ${message}`;
    this.#found.push({ place, line: `${place.label}  ${what}` });
  }

  /** @throws SweepError that lists every mistake: "spec", or "usage" where all of them were typed on the command line. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw this.toError();
  }

  /** Every mistake once, a line each, in the order of their places. */
  toError(): SweepError {
    const sorted = this.#found.toSorted((a, b) => compareOrder(a.place.order, b.place.order));
    const isTyped = sorted.every(({ place }) => place.order[0] === COMMAND_LINE);
    const lines = new Set(sorted.map(({ line }) => line));
    return new SweepError(isTyped ? "usage" : "spec", [...lines].join("\n"));
  }
}

function compareOrder(a: Place["order"], b: Place["order"]): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
