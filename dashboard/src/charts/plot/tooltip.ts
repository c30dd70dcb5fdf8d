import type { Area, TooltipContent, TooltipRow } from "./painter.js";

const GAP_PX = 14; // between the point and the tooltip

/** A box beside a point of the plot, kept within the plot's width. It is for the eye: hidden from screen readers. */
export class Tooltip {
  readonly element: HTMLElement;

  constructor() {
    this.element = create("div", "plot-tooltip");
    this.element.setAttribute("aria-hidden", "true");
    this.element.hidden = true;
  }

  /** @param area where it should stay, in the same px as `at` */
  show({ title, rows }: TooltipContent, at: { x: number; y: number }, area: Area): void {
    const heading = create("strong", "plot-tooltip-title", title);
    this.element.replaceChildren(heading, ...rows.map(toRow));
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const isLeft = at.x + GAP_PX + width > area.right;
    const x = isLeft ? Math.max(0, at.x - GAP_PX - width) : at.x + GAP_PX;
    const y = Math.min(
      Math.max(area.top, at.y - height / 2),
      Math.max(area.top, area.bottom - height),
    );
    this.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

function toRow({ colour, name, value, isMinor }: TooltipRow): HTMLElement {
  const row = create("div", isMinor ? "plot-tooltip-row is-minor" : "plot-tooltip-row");
  const mark = create("span", "plot-tooltip-mark");
  if (colour !== null) mark.style.background = colour;
  row.append(
    mark,
    create("span", "plot-tooltip-name", name),
    create("span", "plot-tooltip-value", value),
  );
  return row;
}

function create(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
