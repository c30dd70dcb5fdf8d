/** `-j 2`, or nothing where the experiment decides. */
export function jobsOption(jobs: number | null): string[] {
  return jobs === null ? [] : ["-j", String(jobs)];
}
