import { formatAddress, parseAddress, type RunPage } from "../../address.js";
import { RunView } from "../../run/run-view.js";
import { definePage } from "../page.js";
import { ViewHost } from "../view-host.js";

/** `/runs/:id`: one run. */
export const runPage = definePage<RunPage>({
  name: "run",
  identity: ({ id }) => id,
  parse(url) {
    const page = parseAddress(url);
    return page?.view === "run" ? page : null;
  },
  format: formatAddress,
  View: ({ state }) => (
    <ViewHost
      page={state}
      create={(page, shell) => new RunView(page, shell)}
      onReplace={() => {}}
    />
  ),
});
