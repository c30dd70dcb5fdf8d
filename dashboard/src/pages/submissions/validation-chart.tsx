import { useMemo, useState } from "preact/hooks";
import type { SubmissionItem } from "../../../../src/api/submissions.js";
import { ChartFrame } from "../../charts/frame/chart-frame.js";
import { PlotView } from "../../charts/frame/plot-view.js";
import { empty, READY } from "../../charts/frame/status.js";
import { usePlotFrame } from "../../charts/panels/use-plot-frame.js";
import { useScheme } from "../../charts/panels/use-scheme.js";
import { plotColours } from "../../charts/plot/plot-colours.js";
import type { Zoom } from "../../charts/plot/zoom.js";
import { scoredOf, scoresTable, validationContent } from "./validation-content.js";

export interface ValidationChartProps {
  submissions: readonly SubmissionItem[];
  onOpen(id: number): void;
}

const TITLE = "Leaderboard against validation";

/** What validation foretold against what the leaderboard said. */
export function ValidationChart({ submissions, onOpen }: ValidationChartProps) {
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const scheme = useScheme();
  const scored = useMemo(() => scoredOf(submissions), [submissions]);
  const content = useMemo(
    () => validationContent(scored, zoom, plotColours()),
    [scored, zoom, scheme],
  );
  const frame = usePlotFrame({
    title: TITLE,
    subtitle: "accuracy; bars: 95 % interval of what was expected",
    zoom,
    onZoom: setZoom,
    legend: () => [
      { name: "submission", colour: plotColours().series[0] ?? plotColours().accent },
      { name: "as expected", colour: plotColours().muted },
    ],
  });
  return (
    <ChartFrame
      title={TITLE}
      fileName="leaderboard-against-validation"
      status={
        scored.length > 0
          ? READY
          : empty(
              "No leaderboard scores yet",
              "Enter them above: then you see how far validation can be trusted.",
            )
      }
      table={() => scoresTable(scored)}
      picture={frame.picture}
      zoom={frame.zoom}
      isSmall={scored.length === 0}
      legend={
        <p class="chart-note">
          On the dashed line a submission did exactly as expected; below it, worse. Bars are the 95
          % intervals.
        </p>
      }
    >
      <PlotView
        content={content}
        plot={frame.plot}
        onZoom={frame.onZoom}
        onHover={() => {}}
        onPick={(hit) => hit.run !== null && onOpen(Number(hit.run))}
      />
    </ChartFrame>
  );
}
