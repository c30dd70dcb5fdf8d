import { z } from "zod";
import { architecture, convUnit } from "./architecture.js";
import type { LayerInput } from "./layer.js";

/** A small residual network (He et al. 2016): three stages that halve the image and widen. */
export const resnet = architecture({
  options: z.strictObject({
    width: z.int().min(4).max(128).default(16).describe("filters of the first stage"),
    blocks: z.int().min(1).max(8).default(1).describe("residual blocks in each stage"),
  }),
  layers: ({ width, blocks }) => [
    ...convUnit(width),
    ...stage(width, blocks, 1),
    ...stage(2 * width, blocks, 2),
    ...stage(4 * width, blocks, 2),
    "global_avg_pool",
    "dropout",
  ],
});

function stage(filters: number, blocks: number, strides: number): LayerInput[] {
  return Array.from({ length: blocks }, (_, i) => block(filters, i === 0 ? strides : 1)).flat();
}

function block(filters: number, strides: number): LayerInput[] {
  const last: LayerInput[] = [{ conv: { filters } }, { batch_norm: {}, when: "batch_norm" }];
  return [{ residual: [...convUnit(filters, { strides }), ...last] }, { activation: "relu" }];
}
