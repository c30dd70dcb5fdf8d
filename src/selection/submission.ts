/**
 * From a run to a file for Kaggle and its record. Invariants:
 *
 * 1. A file is written, and recorded, only after its very text has been parsed again and has passed every check.
 * 2. The files that the result depends on (model, validation predictions) are those that the run recorded.
 * 3. The expected score comes from validation rows alone; nothing here knows the test set's answers.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SweepError } from "../core/errors.js";
import { hashJson, sha256 } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import type { ArtifactRecord, RunRecord, SubmissionRecord } from "../core/records.js";
import type { OnProgress } from "../core/trainer.js";
import { fileSha256 } from "../protocol/file-sha256.js";
import { PREDICTIONS_FILE } from "../protocol/predictions.js";
import { runPaths } from "../protocol/run-paths.js";
import type { MetricStore, SubmissionStore } from "../store/store.js";
import { formatLabels, parseLabels } from "./label-file.js";
import type { Predictor } from "./predictor.js";
import { requireFinished } from "./promotion.js";
import { type Keeper, requireKept } from "./require-kept.js";
import { shownPath } from "./shown-path.js";
import { keepConfidence, keepSubmission } from "./submission-files.js";
import {
  checkSubmission,
  countedFormat,
  formatOfSample,
  type SubmissionFormat,
} from "./submission-format.js";
import { type TestSet, testSetOf } from "./test-set.js";
import { expectedScore } from "./validation-score.js";
import { verifyArtifact } from "./verify-artifact.js";
import { writeAtomically } from "./write-atomically.js";

export const SUBMISSION_FILE = "submission.csv";

export interface SubmissionRequest {
  store: Keeper["store"] & MetricStore & SubmissionStore;
  runsDir: string;
  run: RunRecord;
  /** Answers the test set where a built-in trainer trained the run; a command writes its own submission.csv. */
  predictor: Predictor;
  /** Absolute; null: the run's artifacts/submission.csv. */
  output: string | null;
  /** Sample submission to check against (absolute); null: the one that the run's data has, if any. */
  sample: string | null;
  /** Paths below it are shown relative to it in messages. */
  cwd: string;
  onProgress: OnProgress;
  now: () => number;
}

export interface Submission {
  record: SubmissionRecord;
  /** How often each digit was answered, [10]. */
  counts: number[];
  /** The sample submission that it was checked against; null: ids were counted from 1. */
  checkedAgainst: string | null;
  /** What the user should know of it, in sentences. */
  warnings: string[];
}

/**
 * @throws SweepError("conflict") when the run is not finished, ("submission") when the file would not be accepted,
 * ("data") when the run's files are gone, changed or contradict each other, and whatever the predictor throws.
 */
export async function createSubmission(request: SubmissionRequest): Promise<Submission> {
  const { store, runsDir, run } = request;
  requireFinished(run, "submitted");
  requireKept(run, request);
  const artifacts = store.listArtifacts(run.id);
  await verifyAll(runsDir, artifacts.filter(decidesTheResult));
  const expected = expectedScore(store, runsDir, run);
  const testSet = testSetOf(runsDir, run);
  const format = knownFormat(request, testSet);
  const { text, model, confidence } = await answerOf(request, format, artifacts);
  const path = request.output ?? ownFile(request);
  const { labels, checkedAgainst } = check(text, shownPath(path, request.cwd), format);
  writeAtomically(path, text);
  keepSubmission(runsDir, text);
  if (model !== null && confidence) keepConfidence(runsDir, { text, model, confidence });
  const record = store.addSubmission({
    runId: run.id,
    path,
    sha256: sha256(text),
    rows: labels.length,
    expected,
    lineage: lineageOf(run, testSet, model),
    createdAt: request.now(),
  });
  const warnings = await differingTestFile(request, testSet);
  return { record, counts: countLabels(labels), checkedAgainst, warnings };
}

/** The answers are to the test rows that the run was started with, whatever lies in their place now. */
async function differingTestFile(
  { run, cwd }: SubmissionRequest,
  { file }: TestSet,
): Promise<string[]> {
  if (run.definition.trainer.kind === "command" || file === null || !existsSync(file.path))
    return [];
  if ((await fileSha256(file.path)) === file.sha256) return [];
  const name = shownPath(file.path, cwd);
  return [
    `${name} is not what it was when run ${run.id} was started: the answers are to the rows it had then; ` +
      "`sweep run` on the experiment trains for the new ones",
  ];
}

function ownFile({ runsDir, run }: SubmissionRequest): string {
  return join(runPaths(runsDir, run.id).artifacts, SUBMISSION_FILE);
}

async function verifyAll(runsDir: string, artifacts: readonly ArtifactRecord[]): Promise<void> {
  for (const artifact of artifacts) await verifyArtifact(runsDir, artifact);
}

function decidesTheResult({ kind, path }: ArtifactRecord): boolean {
  return kind === "model" || path === PREDICTIONS_FILE;
}

/** Null: nobody knows how many rows the test set has. */
function knownFormat(
  { sample, cwd }: SubmissionRequest,
  testSet: TestSet,
): SubmissionFormat | null {
  const path = sample ?? testSet.sampleSubmission;
  if (path !== null) return formatOfSample(path, shownPath(path, cwd));
  return testSet.rows === null ? null : countedFormat(testSet.rows);
}

interface Answer {
  text: string;
  /** Hash of the model; null where the trainer recorded none. */
  model: string | null;
  confidence: Float32Array | null;
}

/** Null in `format`: the number of rows is the predictor's own. */
async function answerOf(
  request: SubmissionRequest,
  format: SubmissionFormat | null,
  artifacts: readonly ArtifactRecord[],
): Promise<Answer> {
  const { run, predictor, onProgress } = request;
  if (run.definition.trainer.kind === "command") {
    const text = writtenByRun(run, ownFile(request));
    return { text, model: recordedModel(artifacts), confidence: null };
  }
  const { labels, modelSha256, confidence } = await predictor.predictTest(run, onProgress);
  const { ids } = format?.ids.length === labels.length ? format : countedFormat(labels.length);
  return { text: formatLabels(ids, labels), model: modelSha256, confidence: confidence ?? null };
}

function writtenByRun(run: RunRecord, file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8");
  throw new SweepError(
    "submission",
    `run ${run.id} was trained by a command: expected it to write its own artifacts/${SUBMISSION_FILE} (header ImageId,Label), got none`,
  );
}

/** One file: its hash; several: a hash over the paths and hashes of all. */
function recordedModel(artifacts: readonly ArtifactRecord[]): string | null {
  const files = artifacts.filter(({ kind }) => kind === "model");
  const [first, second] = files;
  if (!first || !second) return first?.sha256 ?? null;
  return hashJson(Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])));
}

function check(text: string, name: string, known: SubmissionFormat | null) {
  const submission = parseLabels(text, name);
  const format = known ?? countedFormat(submission.ids.length);
  checkSubmission(submission, format);
  return { labels: submission.labels, checkedAgainst: format.source };
}

function lineageOf(
  run: RunRecord,
  testSet: TestSet,
  model: string | null,
): Record<string, JsonValue> {
  return {
    run: run.id,
    key: run.key,
    code: run.definition.code,
    seed: run.definition.seed,
    data: testSet.hashes,
    model,
  };
}

function countLabels(labels: Uint8Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
