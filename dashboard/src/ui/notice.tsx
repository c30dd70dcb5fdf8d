import type { ComponentChildren } from "preact";
import { Message } from "./message.js";

export interface NoticeProps {
  title: string;
  /** A command line that helps. */
  command?: string;
  isError?: boolean;
  /** What to do next. */
  children?: ComponentChildren;
}

/** What stands where there is nothing to show: what is the case, and what to do next. */
export function Notice({ title, command, isError = false, children }: NoticeProps) {
  return (
    <div class={isError ? "notice is-error" : "notice"} role={isError ? "alert" : "status"}>
      <p class="notice-title">
        <Message text={title} />
      </p>
      {children && <p>{children}</p>}
      {command !== undefined && (
        <pre>
          <code>{command}</code>
        </pre>
      )}
    </div>
  );
}
