import { formatAddress, type OverviewPage, parseAddress } from "../../address.js";
import { OverviewView } from "../../overview/overview-view.js";
import { definePage } from "../page.js";
import { ViewHost } from "../view-host.js";

/** `/`: the runs of a sweep. */
export const runsPage = definePage<OverviewPage>({
  name: "runs",
  nav: { label: "Runs", href: "/", key: "r" },
  parse(url) {
    const page = parseAddress(url);
    return page?.view === "overview" ? page : null;
  },
  format: formatAddress,
  View: ({ state, change }) => (
    <ViewHost
      page={state}
      create={(page, shell) => new OverviewView(page, shell)}
      onReplace={(page) => {
        if (page.view === "overview") change(page);
      }}
    />
  ),
});
