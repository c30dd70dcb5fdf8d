import { z } from "zod";

/** What may stand under an ensemble's `data:`. */
export const ensembleDataOptions = z.object({
  /** Ids of finished runs, all of the same data: what the ensemble is made of. */
  candidates: z.array(z.string().min(1)).default([]),
});
