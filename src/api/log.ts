/** GET /api/runs/:id/log?offset=: a part of output.log. Offsets and sizes are bytes. */
export interface LogChunk {
  /** Where `text` begins. Smaller than what was asked for when the file is shorter: a new attempt began a new log. */
  offset: number;
  text: string;
  /** Where reading goes on. */
  next: number;
  /** Of the whole file at this moment. */
  size: number;
}
