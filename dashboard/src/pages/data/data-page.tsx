import { useEffect } from "preact/hooks";
import { Notice } from "../../ui/notice.js";
import { definePage, type PageProps } from "../page.js";
import { ClassBalance } from "./class-balance.js";
import { ClassCards } from "./class-cards.js";
import { DataChooser } from "./data-chooser.js";
import { Duplicates } from "./duplicates.js";
import { Overview } from "./overview.js";
import { Pixels } from "./pixels.js";
import { useData } from "./use-data.js";

/** Whose data: that of a run, of a sweep, or of an experiment's file; null: of the newest experiment with digits, else the default data. */
export type DataState = { of: "run" | "sweep" | "experiment"; name: string } | { of: null };

const KINDS = ["run", "sweep", "experiment"] as const;

/** `/data?sweep=…`: a look at the data, before or after anything is trained on them. */
export const dataPage = definePage<DataState>({
  name: "data",
  nav: { label: "Data", href: "/data", key: "d" },
  parse({ pathname, searchParams }) {
    if (pathname !== "/data") return null;
    const of = KINDS.find((kind) => searchParams.has(kind));
    return of ? { of, name: searchParams.get(of) ?? "" } : { of: null };
  },
  format: (state) =>
    state.of === null ? "/data" : `/data?${new URLSearchParams({ [state.of]: state.name })}`,
  View: DataPage,
});

function DataPage({ state, change }: PageProps<DataState>) {
  const { look, progress, error, isAboutData, sweeps, asked, retry } = useData(state);
  useEffect(() => {
    document.title = "Data · sweep";
  }, []);
  return (
    <main class="data" aria-busy={look || error ? "false" : "true"}>
      <div class="section-head">
        <h1 tabIndex={-1}>The data</h1>
        <DataChooser sweeps={sweeps} asked={asked} onChoose={change} />
      </div>
      {error !== null && (
        <Notice title={error} isError>
          {isAboutData
            ? "Put the data where the experiment names them, then "
            : "Choose another sweep or experiment above, or "}
          <button type="button" class="button" onClick={retry}>
            try again
          </button>
          .
        </Notice>
      )}
      {error === null && !look && <Working progress={progress} />}
      {look && (
        <>
          <Overview look={look} />
          <ClassBalance look={look} />
          <ClassCards look={look} />
          <Duplicates look={look} />
          <Pixels look={look} />
        </>
      )}
    </main>
  );
}

function Working({
  progress,
}: {
  progress: { status: string; done: number; total: number } | null;
}) {
  const status = progress?.status ?? "asking";
  return (
    <div class="notice" role="status">
      <p class="notice-title">Looking at the data: {status}…</p>
      <progress
        class="wide-progress"
        aria-label={status}
        {...(progress && progress.total > 0 ? { value: progress.done, max: progress.total } : {})}
      />
      <p>The first look takes some seconds; what it finds is kept.</p>
    </div>
  );
}
