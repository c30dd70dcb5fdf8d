/** The page's address holds everything that decides what is shown, so that a view can be shared and reloaded. Pure. */

export type Page = OverviewPage | RunPage;

export interface OverviewPage {
  view: "overview";
  /** Null: the newest sweep. */
  sweep: string | null;
  /** Metric of the curves; null: the one that the sweep is judged by. */
  metric: string | null;
  /** What the curves are drawn over; null: epochs where there are any. */
  x: XAxis | null;
  /** Ids of the runs whose curves are drawn; null: a choice of ours. */
  runs: string[] | null;
  /** Column that the table is sorted by; null: the experiment's order. */
  sort: Sort | null;
}

export interface RunPage {
  view: "run";
  id: string;
}

export const X_AXES = ["epoch", "step", "time"] as const;
export type XAxis = (typeof X_AXES)[number];

export interface Sort {
  column: string;
  descending: boolean;
}

/** The page at an address, or null where there is none. */
export function parseAddress(url: URL): Page | null {
  const run = /^\/runs\/([^/]+)\/?$/.exec(url.pathname);
  if (run?.[1] !== undefined) return { view: "run", id: decodeURIComponent(run[1]) };
  return url.pathname === "/" ? parseOverview(url.searchParams) : null;
}

/** Path and query of a page. */
export function formatAddress(page: Page): string {
  if (page.view === "run") return `/runs/${encodeURIComponent(page.id)}`;
  const query = new URLSearchParams();
  if (page.sweep !== null) query.set("sweep", page.sweep);
  if (page.metric !== null) query.set("metric", page.metric);
  if (page.x !== null) query.set("x", page.x);
  if (page.sort !== null)
    query.set("sort", `${page.sort.descending ? "-" : ""}${page.sort.column}`);
  if (page.runs !== null) query.set("runs", page.runs.join(","));
  return query.size === 0 ? "/" : `/?${query}`;
}

/** The overview of a sweep with everything else left to us. */
export function overviewOf(sweep: string | null): OverviewPage {
  return { view: "overview", sweep, metric: null, x: null, runs: null, sort: null };
}

function parseOverview(query: URLSearchParams): OverviewPage {
  const x = query.get("x");
  const sort = query.get("sort");
  return {
    view: "overview",
    sweep: query.get("sweep"),
    metric: query.get("metric"),
    x: X_AXES.find((axis) => axis === x) ?? null,
    runs:
      query
        .get("runs")
        ?.split(",")
        .filter((id) => id !== "") ?? null,
    sort: sort ? parseSort(sort) : null,
  };
}

function parseSort(text: string): Sort {
  return text.startsWith("-")
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

/** Path of a run's page. */
export function runHref(id: string): string {
  return `/runs/${encodeURIComponent(id)}`;
}
