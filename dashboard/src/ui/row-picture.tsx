import { useState } from "preact/hooks";
import { rowImageUrl } from "../api-client.js";

/** The picture of a validation row, or its number where the run has no pictures. */
export function RowPicture({ run, row, label }: { run: string; row: number; label: string }) {
  return <PictureOrNumber source={rowImageUrl(run, row)} name={`row ${row}`} label={label} />;
}

export interface PictureOrNumberProps {
  source: string;
  /** What stands in its place where there is none, and is told on hovering. */
  name: string;
  /** What it shows, for those who do not see it. */
  label: string;
}

/** A digit's picture, or its name where there is no picture of it. */
export function PictureOrNumber({ source, name, label }: PictureOrNumberProps) {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return <span class="no-picture">{name}</span>;
  return (
    <img
      src={source}
      alt={label}
      title={name}
      width={56}
      height={56}
      loading="lazy"
      onError={() => setMissing(true)}
    />
  );
}
