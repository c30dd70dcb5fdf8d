import { useEffect, useState } from "preact/hooks";
import { onColourScheme } from "../plot/plot-colours.js";

/** Another number whenever the colour scheme changes: what is made of its colours must be made again. */
export function useScheme(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => onColourScheme(() => setVersion((before) => before + 1)), []);
  return version;
}
