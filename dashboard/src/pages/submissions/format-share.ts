/** An accuracy as per cent. @param digits after the point; a leaderboard's scores have 3 */
export function formatShare(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}
