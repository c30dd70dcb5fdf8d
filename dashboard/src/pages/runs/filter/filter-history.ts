/** The filters that were used last, newest first, kept by the browser. */
const STORAGE_KEY = "sweep.filters";
const MOST = 12; // as many as a list shows

export function filterHistory(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return []; // storage is switched off, or holds something else
  }
}

export function rememberFilter(where: string): void {
  if (where.trim() === "") return;
  const next = [where, ...filterHistory().filter((each) => each !== where)].slice(0, MOST);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // storage is switched off: there is no history
  }
}
