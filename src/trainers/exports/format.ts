import type { Descriptor } from "../../core/registry.js";

/** One form in which a trained network is handed out. */
export interface ExportFormat extends Descriptor {
  /** `--format` on the command line. */
  type: string;
  /** For people, in a few words. */
  description: string;
  /** Its files, in the folder of a run's model. */
  files: readonly string[];
  /** @throws SweepError("data" | "not-found") when the model cannot be read, or cannot be had in this form. */
  convert(request: ExportRequest): Promise<Exported>;
}

export interface ExportRequest {
  /** Folder of the saved model: model.json and weights.bin. */
  modelDir: string;
  runId: string;
  /** Answers of the network itself, which the exported one must give, too; null: they are computed by plain JavaScript. */
  reference: Reference | null;
}

export interface Reference {
  /** Scaled to 0–1, [n, 28, 28, 1]. */
  images: Float32Array;
  /** [n, 10] */
  probabilities: Float32Array;
}

export interface Exported {
  /** The contents of `files`, in their order. */
  contents: Uint8Array[];
  /** Whether it was run, and what came out; null for a form that is no program. */
  check: ExportCheck | null;
}

export type ExportCheck =
  /** `how` it was run, e.g. `by onnxruntime on 3 images`. `difference`: the largest of any probability. */
  | { state: "passed"; how: string; difference: number }
  /** Nothing here can run it. */
  | { state: "not-run"; reason: string };
