import { useLayoutEffect, useRef } from "preact/hooks";

export interface GreyPictureProps {
  /** Grey levels 0–255, row-major, as base64. */
  bytes: string;
  side: number;
  /** What it shows, for those who do not see it. */
  label: string;
}

/** A small grey picture, drawn pixel by pixel; white on black in dark colours, black on white in light ones. */
export function GreyPicture({ bytes, side, label }: GreyPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const picture = context.createImageData(side, side);
    const levels = atob(bytes);
    for (let i = 0; i < levels.length; i++) {
      const level = levels.charCodeAt(i);
      picture.data.set([level, level, level, 255], 4 * i);
    }
    context.putImageData(picture, 0, 0);
  }, [bytes, side]);
  return (
    <canvas
      ref={canvas}
      class="grey-picture"
      width={side}
      height={side}
      role="img"
      aria-label={label}
      title={label}
    />
  );
}
