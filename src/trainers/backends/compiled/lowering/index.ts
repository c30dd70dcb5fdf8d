import type { Kernel } from "../kernel.js";
import { activation } from "./activation.js";
import { arithmetic } from "./arithmetic.js";
import { batchNorm } from "./batch-norm.js";
import { comparison } from "./comparison.js";
import { convolution } from "./convolution.js";
import { convolutionGradient } from "./convolution-gradient.js";
import { depthwise } from "./depthwise.js";
import { matmul } from "./matmul.js";
import { pooling } from "./pooling.js";
import { rearrangement } from "./rearrangement.js";
import { reduction } from "./reduction.js";

/** Every kernel that can be compiled, by tfjs's name. */
export const kernels: ReadonlyMap<string, Kernel> = new Map(
  [
    ...arithmetic,
    ...comparison,
    ...activation,
    ...reduction,
    ...rearrangement,
    ...matmul,
    ...convolution,
    ...convolutionGradient,
    ...depthwise,
    ...pooling,
    ...batchNorm,
  ].map((kernel) => [kernel.name, kernel]),
);
