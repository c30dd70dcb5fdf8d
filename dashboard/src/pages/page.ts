import { type ComponentChild, type ComponentType, h } from "preact";
import { navigate } from "../app/router.js";

export interface PageProps<State> {
  /** What the address says. */
  state: State;
  /** Shows another state of the same page and brings the address up to date; with `push` as a step that "back" undoes. */
  change(state: State, how?: "replace" | "push"): void;
}

export interface PageDefinition<State> {
  /** Unique; a page is rebuilt when its name or `identity` changes, and else keeps what it holds. */
  name: string;
  identity?(state: State): string;
  /** Its place in the navigation, where it has one. */
  nav?: NavEntry;
  /** Null for an address of another page. */
  parse(url: URL): State | null;
  /** Path and query. */
  format(state: State): string;
  View: ComponentType<PageProps<State>>;
}

export interface NavEntry {
  label: string;
  href: string;
  /** Goes there after `g`. */
  key: string;
}

/** A page whose state only it knows. */
export interface Page {
  name: string;
  nav: NavEntry | null;
  /** The page as it is at this address; null for an address of another page. */
  open(url: URL): ComponentChild;
}

export function definePage<State>(definition: PageDefinition<State>): Page {
  const { name, identity, nav, parse, format, View } = definition;
  return {
    name,
    nav: nav ?? null,
    open(url) {
      const state = parse(url);
      if (state === null) return null;
      const change = (next: State, how: "replace" | "push" = "replace") =>
        navigate(format(next), { replace: how === "replace" });
      return h(View, { key: `${name} ${identity?.(state) ?? ""}`, state, change });
    },
  };
}
