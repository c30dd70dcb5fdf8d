import type { Random } from "../../../core/random.js";
import type { WarpOptions } from "./options.js";

/**
 * Where an output pixel takes its grey level from, about the image's centre and in pixels:
 * source − centre = [xx xy; yx yy] · (output − centre − shift).
 */
export interface Affine {
  xx: number;
  xy: number;
  yx: number;
  yy: number;
  shiftX: number;
  shiftY: number;
}

/**
 * An image is made wider by a factor ~ U(1 − stretch, 1 + stretch), slanted by ~ U(−shear, shear), then turned by
 * ~ U(−rotation, rotation) and sized by ~ U(1 − zoom, 1 + zoom), then moved by ~ U(−shift, shift) along both axes; this is the way
 * back. Positive angles turn clockwise and lean the foot of an upright line to the right, as y points down. As many numbers are
 * drawn whatever the options.
 */
export function drawAffine(
  options: WarpOptions,
  random: { affine: Random; shear: Random; stretch: Random },
): Affine {
  const angle = radians(within(options.rotation, random.affine));
  const zoom = Math.max(LEAST_ZOOM, 1 + within(options.zoom, random.affine));
  const shiftX = within(options.shift, random.affine);
  const shiftY = within(options.shift, random.affine);
  const slant = Math.tan(radians(within(options.shear, random.shear)));
  const width = Math.max(LEAST_ZOOM / zoom, 1 + within(options.stretch, random.stretch));
  const cos = Math.cos(angle) / zoom;
  const sin = Math.sin(angle) / zoom;
  const xx = (cos + slant * sin) / width;
  const xy = (sin - slant * cos) / width;
  return { xx, xy, yx: -sin, yy: cos, shiftX, shiftY };
}

const LEAST_ZOOM = 0.01; // a quarter of a pixel is left; warp.ts cannot tell places further than 32,767 pixels

function within(limit: number, random: Random): number {
  return (2 * random.next() - 1) * limit;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
