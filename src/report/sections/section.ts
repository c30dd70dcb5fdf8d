import { type Html, html } from "../html.js";
import { isNothing, type NothingThere } from "../report.js";

/** A part of the report under its heading. */
export function section(id: string, title: string, content: Html | readonly Html[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}

/** The content, or in words why there is none. */
export function orNothing<T extends object>(part: T | NothingThere, show: (part: T) => Html): Html {
  return isNothing(part) ? html`<p class="nothing">${part.nothing}</p>` : show(part as T);
}
