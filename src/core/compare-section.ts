/** What of a run is compared, as the comparison's page orders it: what explains a difference, what came of it, times and rates. */
export type CompareSectionName =
  | "parameters"
  | "code"
  | "data"
  | "environment"
  | "outcome"
  | "metrics"
  | "summary"
  | "timing";
