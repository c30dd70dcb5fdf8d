import type { Catalogue } from "../../api/events.js";
import { hashJson } from "../../core/hash.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";

/** What is looked at again and again for the sake of live updates. */
export interface StoreView {
  catalogue: Catalogue;
  /** The catalogue as JSON: the same text for the same catalogue. */
  text: string;
  latestRevision: number;
  sweeps: readonly SweepRecord[];
  /** The runs that are recorded as running. */
  running(): readonly RunRecord[];
}

/** Read anew only after something was written: where nothing was, a look costs a counter, and a process for each owned sweep. */
export function createStoreView({
  store,
  liveness,
}: Pick<ServerDeps, "store" | "liveness">): () => StoreView {
  let read: ReturnType<typeof readStore> | null = null;
  let view: (StoreView & { owned: string }) | null = null;
  return () => {
    const stamp = store.changeStamp(); // before reading: what changes meanwhile is read the next time
    if (read?.stamp !== stamp) {
      view = null;
      read = readStore(store, stamp);
    }
    const { owners, catalogue, ...rest } = read;
    const isOwned = ({ owner }: SweepRecord) => owner !== null && liveness(owner) !== "dead";
    const owned = owners.filter(isOwned).map(({ name }) => name);
    const key = owned.join("\n");
    if (view?.owned === key) return view;
    const whole: Catalogue = { ...catalogue, owned };
    view = { ...rest, catalogue: whole, text: JSON.stringify(whole), owned: key };
    return view;
  };
}

function readStore(store: Store, stamp: string) {
  const sweeps = store.listSweeps();
  let running: readonly RunRecord[] | null = null;
  return {
    stamp,
    sweeps,
    owners: sweeps.filter(({ owner }) => owner !== null),
    catalogue: {
      champion: store.resolveAlias("champion"),
      sweeps: Object.fromEntries(sweeps.map(({ name, updatedAt }) => [name, updatedAt])),
      submissions: hashJson(submissionsOf(store)),
    },
    latestRevision: store.latestRevision(),
    running: () => {
      running ??= store.listRuns({ state: "running" });
      return running;
    },
  };
}

function submissionsOf(store: Store) {
  return store.listSubmissions().map(({ id, pushed, leaderboard }) => ({
    id,
    pushed: { ...pushed },
    leaderboard: { ...leaderboard },
  }));
}
