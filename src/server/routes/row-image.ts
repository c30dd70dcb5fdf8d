import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import type { ImageSource, ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";

const MAX_AGE_SECONDS = 3600; // a run's data never changes (its hash is part of the run's identity)

/** Pictures of one data row, 28 × 28 for digits: of the training file, and of the test file. */
export function rowImageRoutes({ store, images }: ServerDeps): Route[] {
  const route = (rows: "rows" | "test-rows", png: ImageSource["png"]) =>
    get({
      path: `/api/runs/:id/${rows}/:row.png`,
      params: z.object({ id: z.string(), row: z.coerce.number().int().min(0) }),
      query: z.strictObject({}),
      async handle({ params: { id, row } }) {
        const bytes = await png(findRun(store, id), row);
        if (bytes)
          return { type: "bytes", contentType: "image/png", bytes, maxAgeSeconds: MAX_AGE_SECONDS };
        const which = rows === "rows" ? "row" : "test row";
        throw new SweepError("not-found", `run ${id} has no picture of ${which} ${row}`);
      },
    });
  return [route("rows", images.png), route("test-rows", images.testPng)];
}
