/** From this p-value up a difference may well be chance. */
export const SIGNIFICANCE = 0.05;
