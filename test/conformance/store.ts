import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../src/store/store.js";
import { artifactTests } from "./store/artifacts.js";
import { attemptTests } from "./store/attempts.js";
import { curveTests } from "./store/curves.js";
import { ingestTests } from "./store/ingest.js";
import { promotionTests } from "./store/promotions.js";
import { revisionTests } from "./store/revisions.js";
import { runTests } from "./store/runs.js";
import { submissionTests } from "./store/submissions.js";
import { summaryTests } from "./store/summaries.js";
import { sweepTests } from "./store/sweeps.js";

/** An empty store, as one or two parties see it: whatever `writer` was told, `reader` must know. */
export interface OpenedStore {
  writer: Store;
  reader: Store;
  close(): void;
}

/** What a suite's tests use: the stores of the present test. */
export type Stores = Pick<OpenedStore, "writer" | "reader">;

/** Every implementation of Store passes these. */
export function describeStore(title: string, open: () => OpenedStore): void {
  describe(title, () => {
    let opened: OpenedStore;
    beforeEach(() => {
      opened = open();
    });
    afterEach(() => opened.close());
    for (const suite of SUITES) suite(() => opened);
  });
}

const SUITES: readonly ((stores: () => Stores) => void)[] = [
  sweepTests,
  runTests,
  attemptTests,
  revisionTests,
  ingestTests,
  summaryTests,
  curveTests,
  artifactTests,
  promotionTests,
  submissionTests,
];
