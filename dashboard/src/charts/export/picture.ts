/** A chart as a picture that stands alone: title above, legend below, on the page's background. */
export interface PictureOptions {
  chart: HTMLCanvasElement;
  /** Of the chart in CSS pixels; `chart` may be sharper. */
  width: number;
  height: number;
  title: string;
  /** One line below the title. */
  subtitle: string;
  legend: readonly LegendEntry[];
  ink: string;
  muted: string;
  background: string;
  fontFamily: string;
}

export interface LegendEntry {
  name: string;
  colour: string;
  /** In px; see series-style.ts. */
  dash?: readonly number[];
}

const PADDING = 20; // px around everything
const TITLE_PX = 17;
const TEXT_PX = 12.5;
const LINE_PX = 20; // between two lines of the legend
const MARK_PX = 22; // width of a legend's mark
const MOST_ENTRIES = 60; // a longer legend is a table: the CSV is

/** @returns the picture as PNG */
export async function pictureOf(options: PictureOptions): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no canvas to draw on.");
  const legend = arrange(context, options);
  const top = PADDING + TITLE_PX + (options.subtitle ? TEXT_PX + 8 : 0) + 12;
  const height =
    top + options.height + (legend.rows > 0 ? 14 + legend.rows * LINE_PX : 0) + PADDING;
  const ratio = options.chart.width / options.width;
  canvas.width = Math.round((options.width + 2 * PADDING) * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = options.background;
  context.fillRect(0, 0, options.width + 2 * PADDING, height);
  drawTitles(context, options);
  context.drawImage(options.chart, PADDING, top, options.width, options.height);
  drawLegend(context, options, legend, top + options.height + 14);
  return toBlob(canvas);
}

interface Arranged {
  places: { entry: LegendEntry; x: number; row: number }[];
  rows: number;
}

/** Entries one after another, in as many rows as they need. */
function arrange(
  context: CanvasRenderingContext2D,
  { legend, width, fontFamily }: PictureOptions,
): Arranged {
  context.font = `${TEXT_PX}px ${fontFamily}`;
  const rest = legend.length - MOST_ENTRIES;
  const entries = legend.slice(0, MOST_ENTRIES);
  if (rest > 0) entries.push({ name: `and ${rest} more`, colour: "transparent" });
  let [x, row] = [0, 0];
  const places = entries.map((entry) => {
    const needed = MARK_PX + 8 + context.measureText(entry.name).width + 18;
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    const place = { entry, x, row };
    x += needed;
    return place;
  });
  return { places, rows: places.length === 0 ? 0 : row + 1 };
}

function drawTitles(context: CanvasRenderingContext2D, options: PictureOptions): void {
  context.textBaseline = "top";
  context.fillStyle = options.ink;
  context.font = `600 ${TITLE_PX}px ${options.fontFamily}`;
  context.fillText(options.title, PADDING, PADDING, options.width);
  context.fillStyle = options.muted;
  context.font = `${TEXT_PX}px ${options.fontFamily}`;
  context.fillText(options.subtitle, PADDING, PADDING + TITLE_PX + 8, options.width);
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { ink, width, fontFamily }: PictureOptions,
  { places }: Arranged,
  top: number,
): void {
  context.font = `${TEXT_PX}px ${fontFamily}`;
  context.textBaseline = "middle";
  context.lineWidth = 2.5;
  for (const { entry, x, row } of places) {
    const y = top + (row + 0.5) * LINE_PX;
    context.strokeStyle = entry.colour;
    context.setLineDash([...(entry.dash ?? [])]);
    context.beginPath();
    context.moveTo(PADDING + x, y);
    context.lineTo(PADDING + x + MARK_PX, y);
    context.stroke();
    context.fillStyle = ink;
    context.fillText(entry.name, PADDING + x + MARK_PX + 8, y, width - x - MARK_PX - 8);
  }
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("This browser could not make a picture of the chart."));
    }, "image/png");
  });
}
