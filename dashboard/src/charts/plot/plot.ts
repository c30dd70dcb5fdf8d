/**
 * Two axes by Chart.js, and layers of ours within them: a layer draws columns of numbers directly, where Chart.js would
 * make an object of every point. Invariants:
 *
 * 1. What lies under the pointer is drawn on a canvas of its own: moving the pointer never draws the data again.
 * 2. A zoom by hand is only reported; what is shown afterwards is what the next `update` says.
 * 3. After `dispose` nothing listens and nothing is drawn.
 */
import { Chart, LinearScale, LogarithmicScale, type Plugin, ScatterController } from "chart.js";
import zoomPlugin from "chartjs-plugin-zoom";
import { namePicture } from "../name-picture.js";
import type { Axis } from "./axis.js";
import { HoverCanvas } from "./hover-canvas.js";
import type { Hit, HitTest, Layer, Painter } from "./painter.js";
import { onColourScheme, plotColours } from "./plot-colours.js";
import { plotOptions } from "./plot-options.js";
import { Tooltip } from "./tooltip.js";
import type { Zoom } from "./zoom.js";

Chart.register(ScatterController, LinearScale, LogarithmicScale, zoomPlugin);

export interface PlotContent {
  /** Accessible name. */
  label: string;
  x: Axis;
  y: Axis;
  zoom: Zoom | null;
  layers: readonly Layer[];
  hitTest: HitTest;
  /** Drawn above the data without drawing the data again: what is emphasised from elsewhere. Null: nothing. */
  emphasis: Layer | null;
}

export interface PlotHandlers {
  onZoom(zoom: Zoom): void;
  onHover(hit: Hit | null): void;
  onPick(hit: Hit): void;
}

export class Plot {
  readonly element = document.createElement("div");
  readonly #canvas = document.createElement("canvas");
  readonly #hover = new HoverCanvas();
  readonly #tooltip = new Tooltip();
  readonly #handlers: PlotHandlers;
  readonly #chart: Chart<"scatter">;
  readonly #stopFollowingScheme: () => void;
  #content: PlotContent | null = null;
  #hit: Hit | null = null;
  #pointer: { x: number; y: number } | null = null;
  #colours = plotColours();

  constructor(handlers: PlotHandlers) {
    this.#handlers = handlers;
    this.element.className = "plot";
    this.element.append(this.#canvas, this.#hover.element, this.#tooltip.element);
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    this.#chart = new Chart(this.#canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: { tooltip: { enabled: false } },
      },
      plugins: [this.#layers()],
    });
    this.#canvas.addEventListener("pointermove", this.#move);
    this.#canvas.addEventListener("pointerleave", this.#leave);
    this.#canvas.addEventListener("dblclick", this.#reset);
    this.#stopFollowingScheme = onColourScheme(() => this.#redraw());
  }

  update(content: PlotContent): void {
    this.#content = content;
    namePicture(this.#canvas, content.label);
    this.#redraw();
  }

  /** Draws something above the data, or nothing. */
  emphasise(emphasis: Layer | null): void {
    if (!this.#content) return;
    this.#content = { ...this.#content, emphasis };
    this.#drawHover();
  }

  /** Tells anew of what is under the pointer: there is more to tell. */
  hoverAgain(): void {
    const painter = this.#hit && this.#painter(this.#chart.ctx);
    if (painter && this.#pointer && this.#content)
      this.#setHit(this.#content.hitTest(painter, this.#pointer), painter);
  }

  /** Makes the visible part smaller or larger around its middle. @param factor above 1: closer */
  zoomBy(factor: number): void {
    this.#chart.zoom(factor, "none");
    this.#zoomed();
  }

  /** The picture without what lies under the pointer, at twice the size of CSS pixels. Use it before anything else is drawn. */
  picture(): { canvas: HTMLCanvasElement; width: number; height: number } {
    const { width, height } = this.#chart;
    const canvas = document.createElement("canvas");
    const before = this.#chart.currentDevicePixelRatio;
    try {
      this.#setRatio(PICTURE_RATIO);
      canvas.width = this.#canvas.width;
      canvas.height = this.#canvas.height;
      canvas.getContext("2d")?.drawImage(this.#canvas, 0, 0);
    } finally {
      this.#setRatio(before);
    }
    return { canvas, width, height };
  }

  dispose(): void {
    this.#stopFollowingScheme();
    this.#canvas.removeEventListener("pointermove", this.#move);
    this.#canvas.removeEventListener("pointerleave", this.#leave);
    this.#canvas.removeEventListener("dblclick", this.#reset);
    this.#chart.destroy();
  }

  #redraw(): void {
    if (!this.#content) return;
    const { x, y, zoom } = this.#content;
    this.#colours = plotColours(); // once: asking for each of them takes longer than to draw a curve
    this.#chart.options = plotOptions({
      ...{ x, y, zoom, colours: this.#colours },
      onZoom: this.#zoomed,
      onClick: () => this.#hit && this.#handlers.onPick(this.#hit),
    });
    this.#chart.update("none");
  }

  #layers(): Plugin<"scatter"> {
    return {
      id: "layers",
      beforeDatasetsDraw: () => {
        const painter = this.#painter(this.#chart.ctx);
        if (painter) drawWithin(painter, this.#content?.layers ?? []);
      },
      afterDraw: () => this.#drawHover(),
    };
  }

  #painter(context: CanvasRenderingContext2D): Painter | null {
    const { chartArea, scales } = this.#chart;
    const { x, y } = scales;
    if (!x || !y || !chartArea) return null;
    const { left, top, right, bottom } = chartArea;
    return {
      context,
      area: { left, top, right, bottom },
      x: (value) => x.getPixelForValue(value),
      y: (value) => y.getPixelForValue(value),
      xAt: (px) => x.getValueForPixel(px) ?? Number.NaN,
      xRange: [x.min, x.max],
      yRange: [y.min, y.max],
      colours: this.#colours,
      fontFamily: Chart.defaults.font.family ?? "sans-serif",
    };
  }

  #drawHover(): void {
    const { width, height, currentDevicePixelRatio } = this.#chart;
    const context = this.#hover.clear(width, height, currentDevicePixelRatio);
    const painter = context && this.#painter(context);
    if (!painter) return;
    const layers = [this.#content?.emphasis, this.#hit && crosshair(this.#hit), this.#hit?.draw];
    drawWithin(
      painter,
      layers.filter((layer) => layer !== null && layer !== undefined),
    );
  }

  readonly #move = (event: PointerEvent) => {
    const painter = this.#painter(this.#chart.ctx);
    if (!painter || !this.#content || event.buttons !== 0) return this.#leave();
    const pointer = { x: event.offsetX, y: event.offsetY };
    this.#pointer = pointer;
    const { left, top, right, bottom } = painter.area;
    const isWithin =
      pointer.x >= left - EDGE_PX &&
      pointer.x <= right + EDGE_PX &&
      pointer.y >= top - EDGE_PX &&
      pointer.y <= bottom + EDGE_PX;
    this.#setHit(isWithin ? this.#content.hitTest(painter, pointer) : null, painter);
  };

  readonly #leave = () => this.#setHit(null, null);

  readonly #reset = () => this.#handlers.onZoom({});

  #setHit(hit: Hit | null, painter: Painter | null): void {
    if (hit === null && this.#hit === null) return;
    this.#hit = hit;
    this.#canvas.classList.toggle("is-pickable", hit?.run != null);
    this.#drawHover();
    if (hit && painter) this.#tooltip.show(hit.tooltip, hit.at, painter.area);
    else this.#tooltip.hide();
    this.#handlers.onHover(hit);
  }

  readonly #zoomed = () => {
    const { x, y } = this.#chart.scales;
    if (!x || !y || !this.#content) return;
    this.#handlers.onZoom(visiblePart(this.#content, [x.min, x.max], [y.min, y.max]));
  };

  #setRatio(ratio: number): void {
    this.#chart.options.devicePixelRatio = ratio;
    this.#chart.resize();
    this.#chart.update("none");
  }
}

const PICTURE_RATIO = 2; // sharp on paper and on dense screens
const EDGE_PX = 4; // around the axes' area: points on its edge can be hit
const CLIP_PX = 5; // dots on the edge are drawn whole

function drawWithin(painter: Painter, layers: readonly Layer[]): void {
  const { context, area } = painter;
  const { left, top, right, bottom } = area;
  context.save();
  context.beginPath();
  context.rect(
    left - CLIP_PX,
    top - CLIP_PX,
    right - left + 2 * CLIP_PX,
    bottom - top + 2 * CLIP_PX,
  );
  context.clip();
  for (const layer of layers) {
    context.save();
    layer(painter);
    context.restore();
  }
  context.restore();
}

function crosshair({ at }: Hit): Layer {
  return ({ context, area, colours }) => {
    context.strokeStyle = `${colours.muted}99`;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(at.x, area.top);
    context.lineTo(at.x, area.bottom);
    context.moveTo(area.left, at.y);
    context.lineTo(area.right, at.y);
    context.stroke();
  };
}

/** An axis that is whole is left out: it keeps following the data. */
function visiblePart({ x, y }: PlotContent, xs: [number, number], ys: [number, number]): Zoom {
  const isWhole = (axis: Axis, [low, high]: [number, number]) =>
    low <= axis.min && high >= axis.max;
  return { ...(isWhole(x, xs) ? {} : { x: xs }), ...(isWhole(y, ys) ? {} : { y: ys }) };
}
