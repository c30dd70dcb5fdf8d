/**
 * What the runs page shows, kept up to date. Invariants:
 *
 * 1. What is shown stays until its successor has been read: choosing another filter or order never blinks.
 * 2. Events replace rows at once; lists, counts and columns are read again at most every RELOAD_MS while events keep coming.
 * 3. Nothing of an event is kept: a page left open does not grow.
 */
import { signal } from "@preact/signals";
import type { ColumnList } from "../../../../src/api/columns.js";
import type { GroupList } from "../../../../src/api/groups.js";
import type { RunRow } from "../../../../src/api/runs.js";
import type { SweepItem } from "../../../../src/api/sweeps.js";
import { api, messageOf } from "../../api-client.js";
import { isConnected } from "../../app/connection.js";
import { follow } from "../../live.js";
import { newestExperiment } from "../../newest-experiment.js";
import { throttle } from "../../throttle.js";
import { bothFilters, queryParameters, type RunQuery, runQuery } from "./run-query.js";
import { RunSource } from "./run-source.js";
import { ALL_SWEEPS, type RunsState } from "./runs-state.js";

const RELOAD_MS = 1000; // fine enough to watch a sweep by
const COLUMNS_MS = 5000; // new metrics and tags are rare

/** Tells of a run that changed, or null: of more than are told one by one. */
export type ChangeListener = (run: RunRow | null) => void;

export class RunsModel {
  readonly sweeps = signal<readonly SweepItem[] | null>(null);
  readonly columns = signal<ColumnList | null>(null);
  readonly source = signal<RunSource | null>(null);
  readonly groups = signal<GroupList | null>(null);
  /** Sources of the groups that are open, by the group's filter. */
  readonly openGroups = signal<ReadonlyMap<string, RunSource>>(new Map());
  /** Why there are no sweeps; null where there are, or none yet. */
  readonly failure = signal<string | null>(null);
  /** What the server says of the filter; null: nothing. */
  readonly problem = signal<string | null>(null);
  readonly champion = signal<string | null>(null);
  readonly #changes = new Set<ChangeListener>();
  readonly #reload = throttle(() => this.#refresh(), RELOAD_MS);
  readonly #reloadColumns = throttle(() => void this.#loadColumns(), COLUMNS_MS);
  #state: RunsState;
  #query: RunQuery | null = null;
  #asked = 0;
  #unfollow: () => void = () => {};
  #followed: string | null | undefined;

  constructor(state: RunsState) {
    this.#state = state;
    void this.start();
  }

  /** Reads everything; again after a failure. */
  async start(): Promise<void> {
    this.failure.value = null;
    if (this.source.value === null) this.#query = null; // what was asked for before has failed
    try {
      this.sweeps.value = (await api.sweeps()).sweeps;
      if (this.sweepName === null) this.#follow(null, 0);
      this.show(this.#state);
    } catch (error) {
      this.failure.value = messageOf(error);
    }
  }

  dispose(): void {
    this.#reload.cancel();
    this.#reloadColumns.cancel();
    this.#unfollow();
    this.#asked++; // answers that are under way are dropped
  }

  /** Name of the sweep that is shown, ALL_SWEEPS, or null where there is none. */
  get sweepName(): string | null {
    return this.#state.sweep ?? newestExperiment(this.sweeps.value ?? [])?.name ?? null;
  }

  get sweep(): SweepItem | null {
    return this.sweeps.value?.find(({ name }) => name === this.sweepName) ?? null;
  }

  /** @returns a function that ends it. */
  onChange(listener: ChangeListener): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  /** Follows the address. */
  show(state: RunsState): void {
    const earlier = this.#state;
    this.#state = state;
    const name = this.sweepName;
    // beside the list of sweeps, where the address names one
    const isUnknown = this.sweeps.value !== null && this.sweep === null;
    if (name === null || (name !== ALL_SWEEPS && isUnknown)) return;
    const query = runQuery(state, name);
    const isOther = JSON.stringify(query) !== JSON.stringify(this.#query);
    if (query.sweep !== this.#query?.sweep) void this.#loadColumns();
    if (isOther) void this.#open(query);
    if (isOther || state.groupBy.join() !== earlier.groupBy.join()) void this.#loadGroups();
  }

  toggleGroup(where: string): void {
    const open = new Map(this.openGroups.value);
    if (!open.delete(where) && this.#query) {
      const query = { ...this.#query, where: bothFilters(this.#query.where, where) };
      open.set(where, sourceOf(query));
    }
    this.openGroups.value = open;
  }

  /** Ids of all runs that match, in order. */
  matchingIds(): Promise<string[]> {
    return this.#query ? api.runIds(queryParameters(this.#query)) : Promise.resolve([]);
  }

  /** Something was changed from this page: shows it without waiting for an event. */
  touch(): void {
    this.#reload();
    this.#reloadColumns();
  }

  async #open(query: RunQuery): Promise<void> {
    this.#query = query;
    const asked = ++this.#asked;
    const source = sourceOf(query);
    await source.first;
    if (asked !== this.#asked) return;
    this.problem.value = source.error.value;
    if (source.total.value === null) return;
    this.openGroups.value = new Map();
    this.source.value = source;
    this.#follow(query.sweep, source.revision ?? 0);
  }

  #follow(sweep: string | null, since: number): void {
    if (sweep === this.#followed) return;
    this.#unfollow();
    this.#followed = sweep;
    this.#unfollow = follow({
      sweep,
      since,
      onRun: (run) => this.#take(run),
      onChanged: () => this.#announce(null),
      onCatalogue: ({ champion }) => {
        this.champion.value = champion;
        this.#reload();
      },
      onReset: () => {
        this.#followed = undefined; // this stream has ended: the next list that is read opens another
        this.#query = null;
        void this.start();
      },
      onConnection: (connected) => {
        isConnected.value = connected;
      },
    });
  }

  #take(run: RunRow): void {
    for (const source of [this.source.value, ...this.openGroups.value.values()])
      source?.replace(run);
    this.#announce(run);
  }

  #announce(run: RunRow | null): void {
    for (const listener of this.#changes) listener(run);
    this.#reload();
    this.#reloadColumns();
  }

  #refresh(): void {
    for (const source of [this.source.value, ...this.openGroups.value.values()]) source?.refresh();
    void this.#loadGroups();
    void api.sweeps().then(
      ({ sweeps }) => {
        const hadNone = this.sweepName === null;
        this.sweeps.value = sweeps;
        if (hadNone) this.show(this.#state);
      },
      () => {}, // what is shown stays; the header says that the connection is lost
    );
  }

  async #loadColumns(): Promise<void> {
    const sweep = this.#sweepParameter();
    const columns = await api.columns(sweep).catch(() => null); // as with the sweeps
    if (columns && sweep === this.#sweepParameter()) this.columns.value = columns;
  }

  async #loadGroups(): Promise<void> {
    const { groupBy } = this.#state;
    const query = this.#query;
    if (groupBy.length === 0 || !query) {
      this.groups.value = null;
      return;
    }
    const parameters = { ...queryParameters({ ...query, sort: "" }), by: groupBy.join(",") };
    try {
      const groups = await api.groups(parameters);
      if (query === this.#query && groupBy === this.#state.groupBy) this.groups.value = groups;
    } catch (error) {
      this.problem.value = messageOf(error);
    }
  }

  #sweepParameter(): string | null {
    return this.sweepName === ALL_SWEEPS ? null : this.sweepName;
  }
}

function sourceOf(query: RunQuery): RunSource {
  return new RunSource({
    load: ({ offset, limit }) =>
      api.queryRuns({ ...queryParameters(query), offset: String(offset), limit: String(limit) }),
    now: () => Date.now(),
  });
}
