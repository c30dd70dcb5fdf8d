/** GET /api/launches/:id: an orchestrator that this server started. It goes on when the server ends. */
export interface LaunchReply {
  id: string;
  /** What it was asked for: `sweep run experiments/bn-aug.yaml`. */
  command: string;
  /** `starting`: it prepares; `running`: it is at work on the sweep. */
  state: "starting" | "running" | "ended";
  /** The sweep that it is, or was last seen, at work on. */
  sweep: string | null;
  exitCode: number | null;
  /** The end of what it printed. */
  output: string;
}
