/** A canvas above another one, of the same size, which the pointer passes through. */
export class HoverCanvas {
  readonly element = document.createElement("canvas");

  constructor() {
    this.element.className = "plot-hover";
    this.element.setAttribute("aria-hidden", "true");
  }

  /** Empties it. @returns a context whose unit is CSS pixels */
  clear(width: number, height: number, ratio: number): CanvasRenderingContext2D | null {
    const [columns, rows] = [Math.floor(width * ratio), Math.floor(height * ratio)];
    if (this.element.width !== columns || this.element.height !== rows) {
      this.element.width = columns;
      this.element.height = rows;
      this.element.style.width = `${width}px`;
      this.element.style.height = `${height}px`;
    }
    const context = this.element.getContext("2d");
    context?.setTransform(ratio, 0, 0, ratio, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }
}
