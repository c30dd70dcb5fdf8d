import { formatAddress, type Page, parseAddress } from "./address.js";
import { notice } from "./components/notice.js";
import { h, setText, show } from "./dom.js";
import { OverviewView } from "./overview/overview-view.js";
import { RunView } from "./run/run-view.js";
import type { Shell, View } from "./view.js";

const connection = h("p", { class: "connection", role: "status" });
const stage = h("div", { class: "stage" });
let view: View | null = null;

const shell: Shell = {
  open(page) {
    history.pushState(null, "", formatAddress(page));
    route();
  },
  replace(page) {
    history.replaceState(null, "", formatAddress(page));
  },
  setTitle(title) {
    document.title = `${title} · sweep`;
  },
  setConnection(isConnected) {
    connection.classList.toggle("is-lost", !isConnected);
    setText(connection, isConnected ? "live" : "reconnecting…");
  },
};

document.body.append(
  h("header", { class: "top" }, h("a", { class: "brand", href: "/" }, "sweep"), connection),
  stage,
);
addEventListener("popstate", route);
addEventListener("click", followLink);
route();

function route(): void {
  const page = parseAddress(new URL(location.href));
  if (page && view?.show(page)) return;
  view?.dispose();
  view = page && createView(page);
  show(stage, view?.element ?? nothingHere());
  scrollTo(0, 0);
}

function createView(page: Page): View {
  return page.view === "run" ? new RunView(page, shell) : new OverviewView(page, shell);
}

function nothingHere(): HTMLElement {
  return h(
    "main",
    {},
    notice({
      title: "There is no such page",
      body: ["Go to ", h("a", { href: "/" }, "the overview"), "."],
    }),
  );
}

/** Links to our own views change the view without loading the page anew; all others are left to the browser. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || hasModifier(event)) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.origin !== location.origin || link.hasAttribute("download")) return;
  const page = parseAddress(new URL(link.href));
  if (!page) return;
  event.preventDefault();
  shell.open(page);
}

function hasModifier(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
