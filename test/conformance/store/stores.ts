import type { Store } from "../../../src/store/store.js";

/** An empty store, as one or two parties see it: whatever `writer` was told, `reader` must know. */
export interface Stores {
  writer: Store;
  reader: Store;
}

export interface OpenedStores extends Stores {
  close(): void;
}
