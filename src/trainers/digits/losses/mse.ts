import { mean, softmax, square, sub } from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.js";

/** Mean over the classes of (p − t)², with p the softmax of the logits: a tenth of Brier's score. */
export const mse: Loss = (logits, targets) => mean(square(sub(softmax(logits), targets)), 1);
