/**
 * Where the browser is. The address holds everything that decides what is shown, so that a view can be shared, reloaded and
 * gone back to.
 */
import { signal } from "@preact/signals";

export const address = signal(new URL(location.href));

export interface NavigateOptions {
  /** In place of the present entry of the history, for what "back" should not stop at. */
  replace?: boolean;
}

/** Goes to a path with its query. */
export function navigate(href: string, { replace = false }: NavigateOptions = {}): void {
  const next = new URL(href, location.href);
  if (next.href === location.href) return;
  if (replace) history.replaceState(null, "", next);
  else history.pushState(null, "", next);
  const isOtherPage = next.pathname !== address.value.pathname;
  address.value = next;
  if (isOtherPage) scrollTo(0, 0);
}

/** Links to our own pages change the page without loading anew; all others are left to the browser. */
export function startRouter(isPage: (url: URL) => boolean): void {
  addEventListener("popstate", () => {
    address.value = new URL(location.href);
  });
  addEventListener("click", (event) => {
    const url = linkedPage(event);
    if (!url || !isPage(url)) return;
    event.preventDefault();
    navigate(url.href);
  });
}

function linkedPage(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0 || hasModifier(event)) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.origin !== location.origin) return null;
  return link.hasAttribute("download") || link.target === "_blank" ? null : new URL(link.href);
}

function hasModifier(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
