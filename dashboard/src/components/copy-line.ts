import { h, setText } from "../dom.js";

const SHOWN_MS = 1500; // long enough to notice

/** A command line with a button that copies it. */
export function copyLine(command: string): HTMLElement {
  const button = h("button", { type: "button", class: "button", onclick: copy }, "Copy");
  async function copy() {
    const isCopied = await navigator.clipboard.writeText(command).then(
      () => true,
      () => false, // not allowed, or not a secure address: the text can still be selected by hand
    );
    setText(button, isCopied ? "Copied" : "Select it by hand");
    setTimeout(() => setText(button, "Copy"), SHOWN_MS);
  }
  return h("div", { class: "copy-line" }, h("code", {}, command), button);
}
