import { z } from "zod";
import type { SubmitJobList, SubmitRequest } from "../../api/submit-jobs.js";
import { SweepError } from "../../core/errors.js";
import { CHAMPION, requireFinished } from "../../selection/promotion.js";
import { resolveRun } from "../../selection/resolve-run.js";
import type { ServerDeps } from "../deps.js";
import { get, post, type Reply, type Route } from "../route.js";

const body: z.ZodType<SubmitRequest> = z.strictObject({ run: z.string().min(1) });

/** Makes submissions in the background. */
export function submitJobRoutes({ store, submitJobs, forbidden = null }: ServerDeps): Route[] {
  const path = "/api/submit-jobs";
  const params = z.strictObject({});
  const list = (): Reply => {
    const value: SubmitJobList = {
      isAllowed: submitJobs !== null && forbidden === null,
      champion: store.resolveAlias(CHAMPION),
      jobs: submitJobs?.list() ?? [],
    };
    return { type: "json", value };
  };
  return [
    get({ path, params, query: z.strictObject({}), handle: list }),
    post({
      path,
      params,
      body,
      handle({ body: { run: asked } }) {
        if (submitJobs === null) throw notAllowed();
        const run = resolveRun(store, asked);
        requireFinished(run, "submitted");
        submitJobs.start(run.id);
        return list();
      },
    }),
  ];
}

function notAllowed(): SweepError {
  return new SweepError(
    "conflict",
    "this dashboard makes no submissions: use `sweep submit` in a terminal",
  );
}
