import type { SubmissionItem } from "../../../../src/api/submissions.js";
import type { DataTable } from "../../charts/export/csv.js";
import type { HitTest, Layer } from "../../charts/plot/painter.js";
import type { PlotColours } from "../../charts/plot/palette.js";
import type { PlotContent } from "../../charts/plot/plot.js";
import { valueAxis } from "../../charts/plot/value-axis.js";
import type { Zoom } from "../../charts/plot/zoom.js";
import { type Dot, dotsLayer, emphasisedDot, nearestDot } from "../../charts/scatter/dots-layer.js";
import { formatShare } from "./format-share.js";

/** A submission with both scores. */
export interface Scored {
  id: number;
  run: string;
  name: string;
  expected: { accuracy: number; low: number; high: number };
  leaderboard: number;
}

export function scoredOf(submissions: readonly SubmissionItem[]): Scored[] {
  return submissions.flatMap(({ id, run, expected, leaderboard }) =>
    expected && leaderboard
      ? [{ id, run: run.id, name: run.name || run.id, expected, leaderboard: leaderboard.score }]
      : [],
  );
}

/** Both axes have one range, so that the diagonal is where both scores are equal. A hit's `run` is a submission's number. */
export function validationContent(
  scored: readonly Scored[],
  zoom: Zoom | null,
  colours: PlotColours,
): PlotContent {
  const values = scored.flatMap(({ expected, leaderboard }) => [
    expected.low,
    expected.high,
    leaderboard,
  ]);
  const axis = (name: string) => valueAxis({ name, values, log: false });
  const dots: Dot[] = scored.map(({ expected, leaderboard }, index) => ({
    index,
    x: expected.accuracy,
    y: leaderboard,
    colour: colours.series[0] ?? colours.accent,
  }));
  return {
    label: `Leaderboard against expected accuracy of ${scored.length} submissions`,
    x: axis("expected accuracy (validation)"),
    y: axis("accuracy on the leaderboard"),
    zoom,
    layers: [diagonal, intervals(scored), dotsLayer(dots)],
    hitTest: hitTest(scored, dots),
    emphasis: null,
  };
}

export function scoresTable(scored: readonly Scored[]): DataTable {
  return {
    columns: ["submission", "run", "name", "expected", "low", "high", "leaderboard"],
    rows: scored.map(({ id, run, name, expected, leaderboard }) => [
      ...[id, run, name, expected.accuracy, expected.low, expected.high, leaderboard],
    ]),
  };
}

const diagonal: Layer = ({ context, x, y, xRange, yRange, colours }) => {
  const from = Math.min(xRange[0], yRange[0]);
  const to = Math.max(xRange[1], yRange[1]);
  context.strokeStyle = colours.muted;
  context.setLineDash([5, 4]);
  context.beginPath();
  context.moveTo(x(from), y(from));
  context.lineTo(x(to), y(to));
  context.stroke();
};

/** What was expected, as a bar to both sides. */
function intervals(scored: readonly Scored[]): Layer {
  return ({ context, x, y, colours }) => {
    context.strokeStyle = colours.series[0] ?? colours.accent;
    context.globalAlpha = 0.55;
    context.lineWidth = 2;
    context.beginPath();
    for (const { expected, leaderboard } of scored) {
      context.moveTo(x(expected.low), y(leaderboard));
      context.lineTo(x(expected.high), y(leaderboard));
    }
    context.stroke();
  };
}

function hitTest(scored: readonly Scored[], dots: readonly Dot[]): HitTest {
  return (painter, pointer) => {
    const dot = nearestDot(dots, painter, pointer);
    const each = dot && scored[dot.index];
    if (!dot || !each) return null;
    const { id, name, expected, leaderboard } = each;
    const row = (name: string, value: string) => ({ colour: null, name, value });
    return {
      run: String(id),
      at: { x: painter.x(dot.x), y: painter.y(dot.y) },
      draw: emphasisedDot(dot),
      tooltip: {
        title: `submission ${id}: ${name}`,
        rows: [
          row("expected", formatShare(expected.accuracy)),
          row("95 % interval", `${formatShare(expected.low)} – ${formatShare(expected.high)}`),
          row("leaderboard", formatShare(leaderboard, 3)),
        ],
      },
    };
  };
}
