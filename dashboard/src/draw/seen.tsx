import { useEffect, useRef } from "preact/hooks";
import { DIGIT_SIDE } from "../../../src/core/normalise-digit.js";
import { digit } from "./state.js";

/** The 28 × 28 picture that the model is given. */
export function Seen() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const levels = digit.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(DIGIT_SIDE, DIGIT_SIDE);
    for (let i = 0; i < DIGIT_SIDE ** 2; i++) {
      pixels.data.fill(levels?.[i] ?? 0, 4 * i, 4 * i + 3);
      pixels.data[4 * i + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
  }, [levels]);
  const name = levels ? "The drawing as the model sees it, 28 by 28 pixels" : "Nothing drawn yet";
  return (
    <figure class="seen">
      <canvas ref={canvas} width={DIGIT_SIDE} height={DIGIT_SIDE} role="img" aria-label={name} />
      <figcaption>what the model sees</figcaption>
    </figure>
  );
}
