import { PIXELS } from "../../description.js";

/** The columns of a kind of file. */
export interface Layout {
  /** What the file is, for messages. */
  name: string;
  labelled: boolean;
  columns: readonly string[];
}

const PIXEL_COLUMNS = Array.from({ length: PIXELS }, (_, pixel) => `pixel${pixel}`);

export const TRAIN_LAYOUT: Layout = {
  name: "training file",
  labelled: true,
  columns: ["label", ...PIXEL_COLUMNS],
};

export const TEST_LAYOUT: Layout = {
  name: "test file",
  labelled: false,
  columns: PIXEL_COLUMNS,
};

export function layoutOf(labelled: boolean): Layout {
  return labelled ? TRAIN_LAYOUT : TEST_LAYOUT;
}
