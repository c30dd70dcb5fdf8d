/** What is visible of the axes; an axis that is left out is shown whole. */
export interface Zoom {
  x?: [number, number];
  y?: [number, number];
}
