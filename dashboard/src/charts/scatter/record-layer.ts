import type { Layer } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";

/** Steps from one record to the next, and on to the right edge. @param steps by ascending x */
export function recordLayer(steps: readonly { x: number; y: number }[]): Layer {
  return (painter) => {
    const { context, area } = painter;
    context.strokeStyle = seriesColour(painter.colours, 0);
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    steps.forEach(({ x, y }, i) => {
      const before = steps[i - 1];
      if (before) context.lineTo(painter.x(x), painter.y(before.y));
      context.lineTo(painter.x(x), painter.y(y));
    });
    const last = steps.at(-1);
    if (last) context.lineTo(area.right, painter.y(last.y));
    context.stroke();
  };
}
