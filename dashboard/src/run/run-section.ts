import type { RunDetail } from "../../../src/api/runs.js";

/** A part of a run's page, which is brought up to date in place. */
export interface RunSection {
  readonly element: HTMLElement;
  update(detail: RunDetail): void;
  dispose?(): void;
}
