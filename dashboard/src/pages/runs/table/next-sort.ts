import type { SortKey } from "../runs-state.js";

/** First the column's better direction, then the other one, then none; `isAdded`: keeps what counts more. */
export function nextSort(
  sort: readonly SortKey[],
  { field, descendingFirst }: { field: string; descendingFirst: boolean },
  isAdded: boolean,
): SortKey[] {
  const present = sort.find((key) => key.field === field);
  const next = nextKey(field, present, descendingFirst);
  if (!isAdded) return next ? [next] : [];
  if (!present) return next ? [...sort, next] : [...sort];
  return sort.flatMap((key) => (key === present ? (next ?? []) : key));
}

function nextKey(
  field: string,
  present: SortKey | undefined,
  descendingFirst: boolean,
): SortKey | null {
  if (!present) return { field, descending: descendingFirst };
  return present.descending === descendingFirst ? { field, descending: !descendingFirst } : null;
}
