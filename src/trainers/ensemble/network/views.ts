import { IMAGE_SIDE, PIXELS } from "../../digits/description.js";
import type { ViewOptions } from "../parameters.js";

/** A picture moved by whole pixels, down and to the right; what comes in is black. */
export interface View {
  dy: number;
  dx: number;
}

/** The picture itself first, then its neighbours. Null: the picture alone. */
export function viewsOf(options: ViewOptions | null): View[] {
  if (options === null) return [{ dy: 0, dx: 0 }];
  const { shift, diagonal } = options;
  const steps = [-shift, 0, shift];
  const all = steps.flatMap((dy) => steps.map((dx) => ({ dy, dx })));
  const isNear = ({ dy, dx }: View) => dy === 0 || dx === 0;
  const moved = all.filter(
    (view) => (view.dy !== 0 || view.dx !== 0) && (diagonal || isNear(view)),
  );
  return [{ dy: 0, dx: 0 }, ...moved];
}

/** Images [n, 784] as this view shows them. */
export function lookAt(images: Uint8Array, { dy, dx }: View): Uint8Array {
  const moved = new Uint8Array(images.length);
  for (let from = 0; from < images.length; from += PIXELS) {
    for (let y = Math.max(0, dy); y < Math.min(IMAGE_SIDE, IMAGE_SIDE + dy); y++) {
      for (let x = Math.max(0, dx); x < Math.min(IMAGE_SIDE, IMAGE_SIDE + dx); x++)
        moved[from + y * IMAGE_SIDE + x] = images[from + (y - dy) * IMAGE_SIDE + (x - dx)] ?? 0;
    }
  }
  return moved;
}
