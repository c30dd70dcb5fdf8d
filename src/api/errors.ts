/** The body of every answer that is not a success. */
export interface ApiError {
  error: {
    /** Stable word: a `SweepError` code, or "internal" for a defect of the server. */
    code: string;
    /** May have several lines: that of a filter shows its text, and with a caret below it where it is wrong. */
    message: string;
    /** Where the text of a filter or an order is wrong, from 1. */
    column?: number;
  };
}
