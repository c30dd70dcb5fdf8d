/**
 * The viridis scale of matplotlib (Smith and van der Walt, 2015): perceptually uniform, and readable with any colour
 * vision and in grey. 16 of its 256 colours; between two of them it is straight to within what eyes can tell.
 */
const STOPS = [
  ...["#440154", "#481a6c", "#472f7d", "#414487", "#39568c", "#31688e", "#2a788e", "#23888e"],
  ...["#1f988b", "#22a884", "#35b779", "#54c568", "#7ad151", "#a5db36", "#d2e21b", "#fde725"],
].map(parse);

export type Rgb = readonly [number, number, number];

/** @param share from 0 to 1; beyond, the ends' colours */
export function viridis(share: number): Rgb {
  const at = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const from = STOPS[Math.floor(at)] ?? [0, 0, 0];
  const to = STOPS[Math.ceil(at)] ?? from;
  const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * (at % 1));
  return [mix(0), mix(1), mix(2)];
}

function parse(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
