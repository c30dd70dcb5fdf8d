import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";

const MAX_AGE_SECONDS = 3600; // a run's data never changes (its hash is part of the run's identity)

/** The picture of one data row, 28 × 28 for digits. */
export function rowImageRoute({ store, images }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/rows/:row.png",
    params: z.object({ id: z.string(), row: z.coerce.number().int().min(0) }),
    query: z.strictObject({}),
    async handle({ params: { id, row } }) {
      const bytes = await images.png(findRun(store, id), row);
      if (!bytes) throw new SweepError("not-found", `run ${id} has no picture of row ${row}`);
      return { type: "bytes", contentType: "image/png", bytes, maxAgeSeconds: MAX_AGE_SECONDS };
    },
  });
}
