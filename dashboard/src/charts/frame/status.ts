/** What a chart shows instead of data. */
export type Status =
  | { kind: "ready" }
  | { kind: "loading" }
  | { kind: "empty"; title: string; body: string }
  | { kind: "error"; message: string; retry(): void };

export const READY: Status = { kind: "ready" };
export const LOADING: Status = { kind: "loading" };

export function empty(title: string, body: string): Status {
  return { kind: "empty", title, body };
}
