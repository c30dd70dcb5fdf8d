/** The environment variables that a run's process is given. All paths are absolute. */
export interface RunEnvironment {
  SWEEP_RUN_ID: string;
  SWEEP_RUN_DIR: string;
  /** Path of config.json. */
  SWEEP_CONFIG: string;
  /** Path of events.jsonl, to append to. */
  SWEEP_EVENTS: string;
}

/** Marks every process of a run, however deep: recovery and the stop ladder find strays by it. */
export const RUN_DIR_VARIABLE = "SWEEP_RUN_DIR";
