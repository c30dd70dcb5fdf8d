import { type Child, h } from "../dom.js";

export interface Notice {
  title: string;
  /** What to do next. */
  body?: Child[];
  /** A command line that helps. */
  command?: string;
  isError?: boolean;
}

/** What stands where there is nothing to show: what is the case, and what to do next. */
export function notice({ title, body = [], command, isError = false }: Notice): HTMLElement {
  return h(
    "div",
    { class: isError ? "notice is-error" : "notice", role: isError ? "alert" : "status" },
    h("p", { class: "notice-title" }, title),
    body.length > 0 ? h("p", {}, ...body) : null,
    command === undefined ? null : h("pre", {}, h("code", {}, command)),
  );
}
