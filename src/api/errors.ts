/** The body of every answer that is not a success. */
export interface ApiError {
  error: {
    /** Stable word: a `SweepError` code, or "internal" for a defect of the server. */
    code: string;
    message: string;
  };
}
