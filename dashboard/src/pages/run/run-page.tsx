import { runHref } from "../../address.js";
import { RunView } from "../../run/run-view.js";
import { Imperative } from "../../ui/imperative.js";
import { definePage } from "../page.js";

export interface RunPageState {
  id: string;
}

/** `/runs/:id`: one run. */
export const runPage = definePage<RunPageState>({
  name: "run",
  identity: ({ id }) => id,
  parse(url) {
    const [, id] = /^\/runs\/([^/]+)\/?$/.exec(url.pathname) ?? [];
    return id === undefined ? null : { id: decodeURIComponent(id) };
  },
  format: ({ id }) => runHref(id),
  View: ({ state }) => (
    <Imperative
      mount={(element) => {
        const view = new RunView(state.id);
        element.replaceChildren(view.element);
        return () => view.dispose();
      }}
    />
  ),
});
