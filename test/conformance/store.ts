import { afterEach, beforeEach, describe } from "vitest";
import { annotationTests } from "./store/annotations.js";
import { artifactTests } from "./store/artifacts.js";
import { attemptTests } from "./store/attempts.js";
import { controlTests } from "./store/control.js";
import { curveTests } from "./store/curves.js";
import { ingestTests } from "./store/ingest.js";
import { promotionTests } from "./store/promotions.js";
import { queryTests } from "./store/queries.js";
import { revisionTests } from "./store/revisions.js";
import { runTests } from "./store/runs.js";
import type { OpenedStores, Stores } from "./store/stores.js";
import { submissionTests } from "./store/submissions.js";
import { summaryTests } from "./store/summaries.js";
import { sweepTests } from "./store/sweeps.js";

/** Every implementation of Store passes these. */
export function describeStore(title: string, open: () => OpenedStores): void {
  describe(title, () => {
    let opened: OpenedStores;
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
  controlTests,
  annotationTests,
  queryTests,
];
