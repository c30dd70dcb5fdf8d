/** Tells a screen reader what is drawn. Until then it is no picture: one without a name says nothing. */
export function namePicture(canvas: HTMLCanvasElement, name: string): void {
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
}
