import { Message } from "../../ui/message.js";
import type { Status } from "./status.js";

/** Words above the drawing's place: what is missing and what to do. Nothing where there is data. */
export function StatusView({ status }: { status: Status }) {
  switch (status.kind) {
    case "ready":
      return null;
    case "loading":
      return (
        <div class="chart-status" role="status">
          <p class="chart-status-title">Loading…</p>
        </div>
      );
    case "empty":
      return (
        <div class="chart-status" role="status">
          <p class="chart-status-title">{status.title}</p>
          <p>{status.body}</p>
        </div>
      );
    case "error":
      return (
        <div class="chart-status is-error" role="alert">
          <p class="chart-status-title">
            <Message text={status.message} />
          </p>
          <button type="button" onClick={status.retry}>
            Try again
          </button>
        </div>
      );
  }
}
