import type { BundleCard } from "../../api/bundle.js";
import { sha256 } from "../../core/hash.js";
import type { DataDescription } from "../../trainers/digits/description.js";
import type { RunExportRequest } from "../export-run.js";
import { formatCount } from "../format/number.js";

/** `weights`: the file weights.bin. */
export async function cardOf(
  { run, validation, digits }: RunExportRequest,
  weights: Buffer,
): Promise<BundleCard> {
  const { parameters, seed } = run.definition;
  return {
    run: run.id,
    name: run.name,
    validation: validation(),
    parameters,
    seed,
    trainedOn: trainedOn(await digits()),
    weights: weights.byteLength / Float32Array.BYTES_PER_ELEMENT,
    sha256: sha256(weights),
  };
}

const SHORT_HASH = 12; // hexadecimal digits, as of a run's id

function trainedOn(digits: DataDescription | null): string {
  if (!digits) return "digits that the run's folder no longer describes";
  const { source, train, validation } = digits;
  const from = source === "embedded" ? "MNIST" : "a train.csv";
  const hash = `SHA-256 ${train.sha256.slice(0, SHORT_HASH)}…`;
  const [used, all] = [train.rows - validation.rows, train.rows].map(formatCount);
  return `${used} of the ${all} handwritten digits of ${from} (${hash})`;
}
