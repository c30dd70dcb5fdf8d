import { useState } from "preact/hooks";
import { rowImageUrl } from "../api-client.js";

/** The picture of a validation row, or its number where the run has no pictures. */
export function RowPicture({ run, row, label }: { run: string; row: number; label: string }) {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return <span class="no-picture">row {row}</span>;
  return (
    <img
      src={rowImageUrl(run, row)}
      alt={label}
      title={`row ${row}`}
      width={56}
      height={56}
      loading="lazy"
      onError={() => setMissing(true)}
    />
  );
}
