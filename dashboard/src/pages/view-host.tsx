import { useEffect, useRef } from "preact/hooks";
import { formatAddress, type Page } from "../address.js";
import { isConnected } from "../app/connection.js";
import { navigate } from "../app/router.js";
import type { Shell, View } from "../view.js";

export interface ViewHostProps<P extends Page> {
  page: P;
  create(page: P, shell: Shell): View;
  onReplace(page: Page): void;
}

/** Shows a view that draws itself. */
export function ViewHost<P extends Page>({ page, create, onReplace }: ViewHostProps<P>) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<View | null>(null);
  useEffect(() => {
    view.current = create(page, shellOf(onReplace));
    host.current?.replaceChildren(view.current.element);
    return () => view.current?.dispose();
  }, []);
  useEffect(() => {
    view.current?.show(page);
  }, [page]);
  return <div ref={host} class="stage" />;
}

function shellOf(onReplace: (page: Page) => void): Shell {
  return {
    open: (page) => navigate(formatAddress(page)),
    replace: onReplace,
    setTitle: (title) => {
      document.title = `${title} · sweep`;
    },
    setConnection: (connected) => {
      isConnected.value = connected;
    },
  };
}
