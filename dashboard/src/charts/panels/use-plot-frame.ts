import { useRef } from "preact/hooks";
import { cssColour } from "../css-colour.js";
import { type LegendEntry, pictureOf } from "../export/picture.js";
import type { ZoomControls } from "../frame/chart-frame.js";
import type { Plot } from "../plot/plot.js";
import type { Zoom } from "../plot/zoom.js";

export interface PlotFrameOptions {
  title: string;
  subtitle: string;
  zoom: Zoom | null;
  onZoom(zoom: Zoom | null): void;
  legend(): readonly LegendEntry[];
}

/** What ties a plot to the frame around it: its picture and its zoom. */
export function usePlotFrame({ title, subtitle, zoom, onZoom, legend }: PlotFrameOptions) {
  const plot = useRef<Plot | null>(null);
  const controls: ZoomControls = {
    isZoomed: zoom !== null,
    by: (factor) => plot.current?.zoomBy(factor),
    reset: () => onZoom(null),
  };
  const picture = async () => {
    const drawn = plot.current?.picture();
    if (!drawn) throw new Error("Nothing is drawn yet.");
    return pictureOf({
      chart: drawn.canvas,
      width: drawn.width,
      height: drawn.height,
      ...{ title, subtitle, legend: legend() },
      ...pageColours(),
    });
  };
  return {
    plot,
    zoom: controls,
    picture,
    onZoom: (next: Zoom) => onZoom(next.x || next.y ? next : null),
  };
}

/** What a picture shares with the page around the chart. */
export function pageColours() {
  return {
    ink: cssColour("--ink"),
    muted: cssColour("--muted"),
    background: cssColour("--card"),
    fontFamily: getComputedStyle(document.body).fontFamily,
  };
}
