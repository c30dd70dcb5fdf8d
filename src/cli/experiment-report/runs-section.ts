import type { RunRecord } from "../../core/records.js";
import type { Table } from "../../report/report.js";
import { countStates } from "../../selection/best.js";
import { coloursFor } from "../format/colours.js";
import { formatMetric } from "../format/metric.js";
import { formatInterval } from "../format/percent.js";
import { durationCell, NOTHING, stateCell } from "../format/run-cells.js";
import type { Source } from "./source.js";

const MOST_ROWS = 200; // about 40 kB, more than anybody reads

/** The ranked runs first, then the others as the experiment has them. */
export function runsTable(source: Source): { runs: Table; runsNote: string | null } {
  const { ranked, runs, sweep, champion } = source;
  const isRanked = new Set(ranked.map(({ run }) => run.id));
  const others = runs.filter(({ id }) => !isRanked.has(id));
  const rows = [
    ...ranked.map(({ rank, run, value }) => [
      String(rank),
      ...about(run, champion),
      formatMetric(sweep.metric.name, value),
      ...measured(source, run),
    ]),
    ...others.map((run) => [NOTHING, ...about(run, champion), NOTHING, ...measured(source, run)]),
  ];
  const columns = [
    { title: "#", isNumber: true },
    { title: "Run" },
    { title: "Name" },
    { title: sweep.metric.name, isNumber: true },
    { title: "95 % interval", isNumber: true },
    { title: "State" },
    { title: "Took", isNumber: true },
  ];
  const shown = rows.slice(0, MOST_ROWS);
  return {
    runs: {
      caption: `Runs, the best ${sweep.metric.name} first`,
      columns,
      rows: shown.map((cells, i) => ({ cells, isMarked: i === 0 && ranked.length > 0 })),
    },
    runsNote: noteOf(rows.length - shown.length, others),
  };
}

const PLAIN = coloursFor({ isTTY: false });

function about(run: RunRecord, champion: string | null): string[] {
  return [run.id === champion ? `${run.id} (champion)` : run.id, run.name];
}

function measured(source: Source, run: RunRecord): string[] {
  const score = run.state === "finished" ? source.answersOf(run).score : null;
  return [
    score ? formatInterval(score) : NOTHING,
    stateCell({ ...run, lost: false }, PLAIN),
    durationCell(run, source.now),
  ];
}

function noteOf(left: number, others: readonly RunRecord[]): string | null {
  const notes = [
    ...(others.length > 0 ? [`Not ranked: ${countStates(others)}.`] : []),
    ...(left > 0 ? [`${left} more runs are left out: sweep ls shows them all.`] : []),
  ];
  return notes.length > 0 ? notes.join(" ") : null;
}
