import type { NonFinite } from "../../core/metric-value.js";
import { toWire } from "../../core/metric-value.js";
import type { MetricSummary } from "../../core/records.js";

/** A series without points. Steps begin at 0, so every step is after its last. */
export function emptySummary(name: string): MetricSummary {
  return {
    ...{ name, count: 0, last: Number.NaN, lastStep: -1, nonFinite: null },
    ...{ min: null, minStep: null, max: null, maxStep: null, result: null, resultStep: null },
  };
}

/** The summary after a point at a step that the series did not have. */
export function withPoint(summary: MetricSummary, step: number, value: number): MetricSummary {
  return { ...widened(summary, step, value), count: summary.count + 1 };
}

/** The summary after the value at a step was replaced, right where the old one was not irreplaceable. */
export function withReplacedPoint(
  summary: MetricSummary,
  step: number,
  value: number,
): MetricSummary {
  return widened(summary, step, value);
}

/** Does the summary stand for this very point, so that without it only the other points can tell what it must say? */
export function isIrreplaceable(summary: MetricSummary, step: number, value: number): boolean {
  return !Number.isFinite(value) || step === summary.minStep || step === summary.maxStep;
}

function widened(summary: MetricSummary, step: number, value: number): MetricSummary {
  const wider = { ...summary };
  if (step >= summary.lastStep) Object.assign(wider, { last: value, lastStep: step });
  if (!Number.isFinite(value)) {
    wider.nonFinite = worse(toWire(value) as NonFinite, summary.nonFinite); // toWire gives a number only for a finite one
    return wider;
  }
  if (isLower(value, step, summary.min, summary.minStep)) {
    Object.assign(wider, { min: value, minStep: step });
  }
  if (isLower(-value, step, negated(summary.max), summary.maxStep)) {
    Object.assign(wider, { max: value, maxStep: step });
  }
  return wider;
}

/** NaN before Infinity before -Infinity: the order of their names, so that SQL's `max(kind)` agrees. */
function worse(kind: NonFinite, known: NonFinite | null): NonFinite {
  return known !== null && known > kind ? known : kind;
}

/** Of equal values the one at the lower step counts. */
function isLower(value: number, step: number, best: number | null, bestStep: number | null) {
  if (best === null || bestStep === null) return true;
  return value < best || (value === best && step < bestStep);
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}
