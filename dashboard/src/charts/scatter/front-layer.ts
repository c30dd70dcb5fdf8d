import type { Goal } from "../maths/pareto-front.js";
import type { Layer } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";

/** The border of what is reached, in steps: between two runs of the front nothing better is known. @param front by ascending x */
export function frontLayer(
  front: readonly { x: number; y: number }[],
  goals: { x: Goal; y: Goal },
): Layer {
  return (painter) => {
    const { context, area } = painter;
    const points = front.map(({ x, y }) => ({ x: painter.x(x), y: painter.y(y) }));
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return;
    const path = stairs(points, goals.x === "minimize");
    const corners =
      goals.x === "minimize"
        ? {
            begin: { x: first.x, y: goals.y === "maximize" ? area.bottom : area.top },
            end: { x: area.right, y: last.y },
          }
        : {
            begin: { x: area.left, y: first.y },
            end: { x: last.x, y: goals.y === "maximize" ? area.bottom : area.top },
          };
    context.strokeStyle = seriesColour(painter.colours, 0);
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    context.moveTo(corners.begin.x, corners.begin.y);
    for (const { x, y } of path) context.lineTo(x, y);
    context.lineTo(corners.end.x, corners.end.y);
    context.stroke();
  };
}

/** Across first and then up where less of x is better; else the other way about. */
function stairs(
  points: readonly { x: number; y: number }[],
  acrossFirst: boolean,
): { x: number; y: number }[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    if (!before) return [point];
    return [acrossFirst ? { x: point.x, y: before.y } : { x: before.x, y: point.y }, point];
  });
}
