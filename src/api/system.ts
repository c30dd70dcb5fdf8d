/** GET /api/runs/:id/system?attempt=: what an attempt's processes used over time; without `attempt` the last one. */
export interface SystemUse {
  attempt: number;
  /** Columns of equal length, oldest first. Milliseconds since 1970, each at the end of the time that its sample covers. */
  times: number[];
  /** Cores busy, on average over that time. */
  cpu: number[];
  /** Highest resident bytes in that time, all processes together; pages that they share count in each. */
  rss: number[];
  /** Of the machine; null where that was not recorded. */
  cores: number | null;
  memoryBytes: number | null;
  /** Why there are no samples; null where there are some. */
  missing: string | null;
}
