import { useState } from "preact/hooks";
import type { PredictionReport } from "../../../src/api/predictions.js";
import type { RunDetail } from "../../../src/api/runs.js";
import { api } from "../api-client.js";
import { LoadedView } from "../ui/loaded-view.js";
import { useLoaded } from "../ui/use-loaded.js";
import { Misclassified } from "./misclassified.js";
import { type Confusion, MistakeMatrix } from "./mistake-matrix.js";

const FILE = "predictions.csv"; // protocol: a run's answers on its validation rows

/** What the run answers on its validation rows: confusion matrix, and pictures of what it gets wrong. */
export function PredictionsSection({ detail: { run, artifacts } }: { detail: RunDetail }) {
  const file = artifacts.find(({ path }) => path === FILE);
  return file ? <Predictions key={file.sha256} run={run.id} /> : null;
}

/** While loading, as much room as a matrix of ten classes takes: what is below does not move when it comes. */
function Predictions({ run }: { run: string }) {
  const loaded = useLoaded(run, () => api.predictions(run));
  const isFirst = loaded.value === null && loaded.error === null;
  const view = (
    <LoadedView loaded={loaded} what="predictions">
      {(report) => <Report run={run} report={report} />}
    </LoadedView>
  );
  return (
    <section class="card">
      <h2>Validation</h2>
      {isFirst ? <div class="validation-room">{view}</div> : view}
    </section>
  );
}

function Report({ run, report }: { run: string; report: PredictionReport }) {
  const [kind, setKind] = useState<Confusion | null>(null);
  const { correct, rows } = report;
  return (
    <>
      <p class="note">
        {correct.toLocaleString("en")} of {rows.toLocaleString("en")} validation rows are right (
        {((100 * correct) / rows).toFixed(2)} %).
      </p>
      <div class="validation">
        <MistakeMatrix report={report} picked={kind} onPick={setKind} />
        <Misclassified
          key={kind ? `${kind.label}${kind.answer}` : "all"}
          {...{ run, report, kind }}
        />
      </div>
    </>
  );
}
