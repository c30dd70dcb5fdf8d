/** What the machine has, and what one run takes. */
export interface Capacity {
  cores: number;
  /** Memory that can be had without swapping. */
  availableBytes: number;
  threadsPerRun: number;
  bytesPerRun: number;
}

const MEMORY_SHARE = 0.8; // the rest is for the orchestrator, the dashboard and the file cache

/** How many runs at once: threads never above the cores, memory never above its share, at least one. */
export function defaultConcurrency({
  cores,
  availableBytes,
  threadsPerRun,
  bytesPerRun,
}: Capacity): number {
  const byCores = Math.floor(cores / threadsPerRun);
  const byMemory = Math.floor((availableBytes * MEMORY_SHARE) / bytesPerRun);
  return Math.max(1, Math.min(byCores, byMemory));
}
