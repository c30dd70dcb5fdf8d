export interface SubmissionsState {
  /** Whose changes are shown; null: the newest one's. */
  show: number | null;
  /** Which of them; null: all. */
  kind: ChangeKind | null;
}

/** One answer in the place of another. */
export interface ChangeKind {
  before: number;
  after: number;
}

/** `/submissions?show=5&change=4-9` */
export function parseSubmissionsState({ pathname, searchParams }: URL): SubmissionsState | null {
  if (pathname !== "/submissions") return null;
  const show = searchParams.get("show") ?? "";
  const kind = /^(\d)-(\d)$/.exec(searchParams.get("change") ?? "");
  return {
    show: /^\d{1,9}$/.test(show) ? Number(show) : null,
    kind: kind && { before: Number(kind[1]), after: Number(kind[2]) },
  };
}

export function formatSubmissionsState({ show, kind }: SubmissionsState): string {
  const query = new URLSearchParams();
  if (show !== null) query.set("show", String(show));
  if (kind !== null) query.set("change", `${kind.before}-${kind.after}`);
  return query.size > 0 ? `/submissions?${query}` : "/submissions";
}
