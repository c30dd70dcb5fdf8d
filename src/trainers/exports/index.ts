import { Registry } from "../../core/registry.js";
import type { ExportFormat } from "./format.js";
import { onnx } from "./onnx.js";
import { safetensors } from "./safetensors.js";
import { tfjs } from "./tfjs.js";

/** A new format is one file and one line here. */
export const exportFormats = new Registry<ExportFormat>("format", [tfjs, onnx, safetensors]);

/** What every run writes beside the tfjs model that it keeps in any case. */
export const WRITTEN_BY_RUNS: readonly ExportFormat[] = [onnx, safetensors];
