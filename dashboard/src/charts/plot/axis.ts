/** One axis of a plot. Pure: a plot asks it for ticks whenever it is zoomed or resized. */
export interface Axis {
  title: string;
  type: "linear" | "logarithmic";
  /** Before any zooming. */
  min: number;
  max: number;
  /** @param most how many with a label there is room for */
  ticks(min: number, max: number, most: number): Tick[];
  /** Text of a value on it, with enough digits to tell neighbours apart. */
  format(value: number): string;
}

export interface Tick {
  value: number;
  /** Empty: a line without text. */
  label: string;
}
