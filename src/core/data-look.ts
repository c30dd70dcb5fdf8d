/** What a look at labelled pictures tells before anything is trained. Rows are 0-based data rows of the training file. */
export interface DataLook {
  /** `files`: the user's own; `embedded`: those that come with sweep. */
  source: string;
  train: LookedFile;
  /** The pictures to predict: they have no labels, and nothing but their number is told. */
  test: LookedFile;
  split: {
    fraction: number;
    seed: number;
    sha256: string;
    train: number;
    validation: number;
  };
  /** Width and height of a picture. */
  side: number;
  classes: ClassLook[];
  pixels: PixelLook;
  duplicates: DuplicateLook;
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
  /** Rows to train on, and for validation. */
  train: number;
  validation: number;
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
  /** Pairs with equal pixels: within the training file, and of those the ones between training and validation rows. */
  exact: number;
  exactAcross: number;
  /** Equal pictures with different labels: one of the two is wrong. */
  contradictions: number;
  /** Least correlation of a near duplicate. */
  threshold: number;
  /** Pairs of a training and a validation row at or above it, exact ones left out. */
  near: number;
  /** Those of them that have different labels. */
  nearContradictions: number;
  /** The most alike of both kinds, at most 60. */
  pairs: DuplicatePair[];
}

export interface DuplicatePair {
  train: RowPicture & { label: number };
  validation: RowPicture & { label: number };
  /** 1 for equal pictures. */
  correlation: number;
}
