import type { TensorInfo } from "@tensorflow/tfjs-core";
import { defineKernel } from "../kernel.js";

/** Shares the memory; tfjs's own copies it, for every reshape and every gradient that is passed on. */
export const identity = defineKernel<{ x: TensorInfo }, object>(
  "Identity",
  ({ inputs: { x }, backend }) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  },
);
