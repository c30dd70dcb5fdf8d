/** What a look at labelled pictures tells before anything is trained. Rows are 0-based data rows of the training file. */
export interface DataLook {
  /** `files`: the user's own; `embedded`: those that come with sweep. */
  source: string;
  train: LookedFile;
  /** The pictures to predict: they have no labels, and nothing but their number is told. */
  test: LookedFile;
  split: OneSplit | FoldSplit;
  /** What that divides the rows into: `train` and `validation`, or `fold 1` to the last. */
  parts: string[];
  /** Width and height of a picture. */
  side: number;
  classes: ClassLook[];
  pixels: PixelLook;
  duplicates: DuplicateLook;
}

export interface OneSplit {
  kind: "one";
  fraction: number;
  seed: number;
  sha256: string;
  /** Rows. */
  train: number;
  validation: number;
}

/** Of a cross-validation: each fold is kept for validation by one run, and learned from by all others. */
export interface FoldSplit {
  kind: "folds";
  seed: number;
  /** Rows of each fold. */
  folds: number[];
}

export interface LookedFile {
  file: string;
  sha256: string;
  rows: number;
}

/** Grey levels 0–255 of one picture, row-major, as base64. */
export type PictureBytes = string;

export interface RowPicture {
  row: number;
  picture: PictureBytes;
}

export interface ClassLook {
  label: number;
  rows: number;
  /** How many of them are in each part of the look's `parts`. */
  parts: number[];
  /** Mean of each pixel over the class. */
  mean: PictureBytes;
  /** Standard deviation of each pixel, doubled: the most that grey levels can have is 127.5. */
  deviation: PictureBytes;
  /** Chosen at random, the same every time. */
  samples: RowPicture[];
  /** The rows farthest from the class's mean; `distance` in standard deviations of the class's distances above their mean. */
  outliers: (RowPicture & { distance: number })[];
}

export interface PixelLook {
  min: number;
  max: number;
  mean: number;
  sd: number;
  /** Share of all grey levels that are 0. */
  zeros: number;
  /** How many of the picture's pixels are 0 in every row. */
  alwaysZero: number;
  /** Shares of all grey levels in 16 bins of 16 levels. */
  histogram: number[];
}

export interface DuplicateLook {
  /** How they were searched for, in a sentence. */
  method: string;
  /** Pairs with equal pixels: within the training file, and of those the ones between training and validation rows (of two folds). */
  exact: number;
  exactAcross: number;
  /** Equal pictures with different labels: one of the two is wrong. */
  contradictions: number;
  /** Least correlation of a near duplicate. */
  threshold: number;
  /** Pairs of a training and a validation row (of two folds) at or above it, exact ones left out. */
  near: number;
  /** Those of them that have different labels. */
  nearContradictions: number;
  /** The most alike of both kinds, at most 60. */
  pairs: DuplicatePair[];
}

export interface DuplicatePair {
  train: DuplicateRow;
  /** With folds, each of the two is for validation once, while the other one is learned from. */
  validation: DuplicateRow;
  /** 1 for equal pictures. */
  correlation: number;
}

export interface DuplicateRow extends RowPicture {
  label: number;
  /** From 0; only where there are folds. */
  fold?: number;
}
