import type { Layer } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";
import type { CurveShape } from "./curve-shape.js";

const SIZE_PX = 4;

/** Values that no axis has: triangles in the run's colour, at the upper edge for +∞ and at the lower one for −∞ and NaN. */
export function nonFiniteLayer(shapes: readonly CurveShape[]): Layer {
  return (painter) => {
    const { context, area } = painter;
    for (const { gaps, styleIndex } of shapes) {
      context.fillStyle = seriesColour(painter.colours, styleIndex);
      for (const { x, kind } of gaps) {
        const [px, isUp] = [painter.x(x), kind === "Infinity"];
        const [tip, base] = isUp
          ? [area.top - 2, area.top + SIZE_PX * 1.6]
          : [area.bottom + 2, area.bottom - SIZE_PX * 1.6];
        context.beginPath();
        context.moveTo(px, tip);
        context.lineTo(px - SIZE_PX, base);
        context.lineTo(px + SIZE_PX, base);
        context.fill();
      }
    }
  };
}
