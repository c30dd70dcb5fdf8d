/** What several pages know of addresses. Pure. */

export const X_AXES = ["epoch", "step", "time"] as const;
export type XAxis = (typeof X_AXES)[number];

/** Path of a run's page. */
export function runHref(id: string): string {
  return `/runs/${encodeURIComponent(id)}`;
}

/** Path and query of a sweep's runs. */
export function sweepHref(name: string): string {
  return `/?${new URLSearchParams({ sweep: name })}`;
}
