import type { JsonValue } from "../../core/json.js";
import { runConfig } from "../../protocol/config.js";
import type { Backend } from "../backends/backend.js";
import { splitRows } from "./data/split.js";
import { CLASSES, dataDescription, PIXELS } from "./description.js";
import { resolveParameters } from "./parameters.js";
import { train } from "./training/train.js";

const BATCH = 16; // fills the blocks of vector units, so that the code of real batches is gone through

const MANY = 20_000; // rows, enough for V8 to compile what goes over all of them

/**
 * Trains a toy network on made-up digits: everything that a training goes through is then loaded, and compiled by V8, before a run is
 * known. Leaves nothing behind.
 */
export async function rehearse(backend: Backend): Promise<void> {
  readConfiguration();
  const layers: JsonValue[] = [
    { conv: { filters: BATCH, strides: 2 } },
    "batch_norm",
    { activation: "relu" },
    { conv: { filters: BATCH, strides: 2 } },
    { max_pool: 2 },
    "flatten",
    { dense: { units: BATCH, activation: "relu" } },
  ];
  const parameters = resolveParameters({
    ...{ model: { layers }, epochs: 1, batch_size: BATCH, optimizer: "adamw", augment: true },
    weight_averaging: true,
  });
  splitRows(
    Uint8Array.from({ length: MANY }, (_, row) => row % CLASSES),
    0.1,
    1,
  );
  const rows = Int32Array.from({ length: 2 * BATCH }, (_, row) => row);
  const digits = {
    images: new Uint8Array(rows.length * PIXELS).map((_, i) => i % 251),
    labels: Uint8Array.from(rows, (row) => row % CLASSES),
    train: rows.subarray(0, BATCH),
    validation: rows.subarray(BATCH),
  };
  const { network } = await train({
    ...{ parameters, digits, backend, seed: 1, now: () => performance.now() },
    metric: { name: "val_loss", goal: "minimize" },
    tracker: { log: () => {}, progress: () => {} },
  });
  network.dispose();
}

/** zod makes a schema's parser when it is first used, which takes longer than all that a run's configuration holds. */
function readConfiguration(): void {
  const file = { file: "", sha256: "", rows: 0, labelled: true, cache: "" };
  const validation = { fraction: 0.1, seed: 1, rows: 0, sha256: "" };
  const data = dataDescription.parse({
    ...{ source: "embedded", train: file, test: file, sample_submission: null, validation },
  });
  runConfig.parse({
    ...{ run_id: "", experiment: "", name: "", attempt: 1, parameters: { batch_size: BATCH } },
    ...{ seed: 1, metric: { name: "val_loss", goal: "minimize" }, data, threads: 1, cache_dir: "" },
  });
}
