/**
 * The rows of one query, read page by page as they come into sight. Invariants:
 *
 * 1. A row that was read stays until it is replaced by a newer one: a refresh never blinks.
 * 2. Of two answers for a page the one that was asked for later counts, whichever comes first.
 * 3. At most MOST_PAGES pages are kept: a page left open does not grow.
 */
import { signal } from "@preact/signals";
import type { RunList, RunRow } from "../../../../src/api/runs.js";
import { messageOf } from "../../api-client.js";
import type { LiveRow } from "../../live-row.js";

export interface RunSourceOptions {
  load(range: { offset: number; limit: number }): Promise<RunList>;
  now(): number;
}

interface Page {
  rows: LiveRow[];
  /** Of the latest request; counts up. */
  asked: number;
  isStale: boolean;
}

export const PAGE_ROWS = 100;
const MOST_PAGES = 30;

export class RunSource {
  /** Counts up whenever something changed. */
  readonly version = signal(0);
  readonly error = signal<string | null>(null);
  /** Null before the first answer. */
  readonly total = signal<number | null>(null);
  /** Resolves when the first rows were read, or could not be: see `error`. */
  readonly first: Promise<void>;
  /** Revision of the oldest answer that is shown: following events from here misses nothing. */
  revision: number | null = null;
  readonly #options: RunSourceOptions;
  readonly #pages = new Map<number, Page>();
  #needed: [number, number] = [0, 0];
  #asked = 0;

  constructor(options: RunSourceOptions) {
    this.#options = options;
    this.first = this.#load(0);
  }

  /** Undefined while it is being read. */
  row(index: number): LiveRow | undefined {
    return this.#pages.get(pageOf(index))?.rows[index % PAGE_ROWS];
  }

  /** The rows that were read so far, in order. */
  *rows(): Iterable<LiveRow> {
    for (const number of [...this.#pages.keys()].sort((a, b) => a - b))
      yield* this.#pages.get(number)?.rows ?? [];
  }

  /** Rows from `first` to `last` are in sight. */
  need(first: number, last: number): void {
    this.#needed = [pageOf(first), pageOf(last)];
    for (let page = this.#needed[0]; page <= this.#needed[1]; page++) {
      const known = this.#pages.get(page);
      if (!known || known.isStale) void this.#load(page);
    }
  }

  /** Reads what is in sight anew; the rest when it comes into sight. */
  refresh(): void {
    for (const page of this.#pages.values()) page.isStale = true;
    this.need(this.#needed[0] * PAGE_ROWS, this.#needed[1] * PAGE_ROWS);
  }

  /** Shows the run as it is now; where it belongs in the order is another question. @returns whether it was known. */
  replace(row: RunRow): boolean {
    const page = [...this.#pages.values()].find((each) => has(each, row.id));
    if (!page) return false;
    const receivedAt = this.#options.now();
    page.rows = page.rows.map((each) => (each.row.id === row.id ? { row, receivedAt } : each));
    this.version.value++;
    return true;
  }

  async #load(number: number): Promise<void> {
    const asked = ++this.#asked;
    const page = this.#pages.get(number) ?? { rows: [], asked, isStale: false };
    Object.assign(page, { asked, isStale: false });
    this.#pages.set(number, page);
    try {
      const range = { offset: number * PAGE_ROWS, limit: PAGE_ROWS };
      const list = await this.#options.load(range);
      if (page.asked === asked) this.#take(page, list);
    } catch (error) {
      page.isStale = true;
      if (page.asked === asked) this.error.value = messageOf(error);
    }
  }

  #take(page: Page, { runs, total, revision }: RunList): void {
    const receivedAt = this.#options.now();
    page.rows = runs.map((row) => ({ row, receivedAt }));
    this.revision = Math.min(this.revision ?? revision, revision);
    this.error.value = null;
    this.total.value = total;
    this.#forgetDistant();
    this.version.value++;
  }

  #forgetDistant(): void {
    const [first, last] = this.#needed;
    const distance = (number: number) => Math.max(first - number, number - last, 0);
    const byDistance = [...this.#pages.keys()].sort((a, b) => distance(a) - distance(b));
    for (const number of byDistance.slice(MOST_PAGES)) this.#pages.delete(number);
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}

function has({ rows }: Page, id: string): boolean {
  return rows.some(({ row }) => row.id === id);
}
