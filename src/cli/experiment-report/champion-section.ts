import type { NothingThere, Report, Table } from "../../report/report.js";
import { formatTime } from "../format/duration.js";
import { formatExpected, formatPercent } from "../format/percent.js";
import { NOTHING } from "../format/run-cells.js";
import type { Source } from "./source.js";

export function championReport(source: Source): Pick<Report, "champion" | "submissions"> {
  return { champion: championSentence(source), submissions: submissionsTable(source) };
}

function championSentence({ champion, runs, store, sweep }: Source): string {
  if (champion === null) return "No run has been promoted to champion yet.";
  const name = store.getRun(champion)?.name ?? "";
  const called = [`\`${champion}\``, name].filter(Boolean).join(" ");
  if (runs.some(({ id }) => id === champion))
    return `The champion is a run of this experiment: ${called}.`;
  return `The champion is no run of ${sweep.name}: ${called}.`;
}

function submissionsTable({ store, runs, champion }: Source): Table | NothingThere {
  const own = new Set(runs.map(({ id }) => id));
  const submissions = store
    .listSubmissions()
    .filter(({ runId }) => own.has(runId) || runId === champion);
  if (submissions.length === 0) return { nothing: "No submission of these runs has been written." };
  return {
    caption: "Submissions of these runs and of the champion, the newest first",
    columns: [
      { title: "#", isNumber: true },
      { title: "Run" },
      { title: "Written" },
      { title: "Rows", isNumber: true },
      { title: "Expected accuracy" },
      { title: "Leaderboard", isNumber: true },
      { title: "SHA-256" },
    ],
    rows: submissions.map(({ id, runId, createdAt, rows, expected, leaderboard, sha256 }) => ({
      cells: [
        String(id),
        runId,
        formatTime(createdAt),
        rows.toLocaleString("en-US"),
        expected ? formatExpected(expected) : NOTHING,
        leaderboard ? formatPercent(leaderboard.score) : NOTHING,
        `${sha256.slice(0, 12)}…`,
      ],
      isMarked: runId === champion,
    })),
  };
}
