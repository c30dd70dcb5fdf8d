import { predictionsCsv, type RunPlan } from "./workspace.js";

/** A finished run that answers `rows` validation rows, the first `wrong` of them wrongly; it logged that accuracy. */
export function answeringRun(
  id: string,
  { rows, wrong }: { rows: number; wrong: number },
): RunPlan {
  return {
    id,
    name: id,
    parameters: { id },
    metrics: { val_accuracy: [1 - wrong / rows] },
    artifacts: [
      {
        path: "predictions.csv",
        kind: "predictions",
        text: predictionsCsv({ rows, isRight: (row) => row >= wrong }),
      },
    ],
  };
}
