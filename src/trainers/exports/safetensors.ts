import type { ExportFormat } from "./format.js";

const ALIGNMENT = 8; // of the first number, as the reference implementation writes it

/** The weights alone, as https://github.com/huggingface/safetensors lays them out. */
export const safetensors: ExportFormat = {
  type: "safetensors",
  description: "the weights alone, by name",
  files: ["model.safetensors"],
  async convert({ modelDir, runId }) {
    const { readArtifacts } = await import("../digits/network/load.js");
    const { weightSpecs, weightData } = await readArtifacts(modelDir);
    const metadata = { producer: "sweep", run_id: runId };
    return { contents: [encode(weightSpecs, new Uint8Array(weightData), metadata)], check: null };
  },
};

interface TensorSpec {
  name: string;
  shape: number[];
}

/**
 * The header's length as 8 bytes, little-endian; the header, JSON, with each tensor's type, shape and place among the data; the data.
 * `data`: float32, little-endian, one tensor after the other.
 */
function encode(
  specs: readonly TensorSpec[],
  data: Uint8Array,
  metadata: Record<string, string>,
): Uint8Array {
  const header = headerOf(specs, metadata);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.byteLength));
  return Buffer.concat([length, header, data]);
}

function headerOf(specs: readonly TensorSpec[], metadata: Record<string, string>): Buffer {
  let end = 0;
  const entries = specs.map(({ name, shape }) => {
    const begin = end;
    end += Float32Array.BYTES_PER_ELEMENT * shape.reduce((size, side) => size * side, 1);
    return [name, { dtype: "F32", shape, data_offsets: [begin, end] }] as const;
  });
  const json = Buffer.from(
    JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }),
  );
  const padding = (ALIGNMENT - (json.byteLength % ALIGNMENT)) % ALIGNMENT;
  return Buffer.concat([json, Buffer.alloc(padding, " ")]);
}
