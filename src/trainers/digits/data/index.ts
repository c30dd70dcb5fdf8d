/**
 * The digits: where they come from, how they are read, and which rows may be learned from. True labels of a test set are
 * deliberately not to be had from here.
 */
export type { DigitImages } from "./digit-images.js";
export type { LabelledDigits } from "./load.js";
export { loadImage, loadImages, loadTestImages, loadTrainingData } from "./load.js";
export { type DigitsDataOptions, digitsDataOptions } from "./options.js";
export { digitPng } from "./pictures.js";
export { prepareDigitsData } from "./prepare.js";
export { splitRows } from "./split.js";
