import { z } from "zod";
import type { SubmitJobList, SubmitRequest } from "../../api/submit-jobs.js";
import { SweepError } from "../../core/errors.js";
import { CHAMPION, requireFinished } from "../../selection/promotion.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { SUBMISSION_FILE } from "../../selection/submission.js";
import type { ServerDeps } from "../deps.js";
import { get, post, type Reply, type Route } from "../route.js";

const body: z.ZodType<SubmitRequest> = z.strictObject({ run: z.string().min(1) });

/** Makes submissions in the background. */
export function submitJobRoutes({ store, submitJobs, forbidden = null }: ServerDeps): Route[] {
  const path = "/api/submit-jobs";
  const params = z.strictObject({});
  const list = (): Reply => {
    const champion = store.resolveAlias(CHAMPION);
    const value: SubmitJobList = {
      isAllowed: submitJobs !== null && forbidden === null,
      champion,
      canSubmitChampion: champion !== null && canSubmit(store, champion),
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

/** A command answers the test set itself, or nobody can. */
function canSubmit(store: ServerDeps["store"], id: string): boolean {
  if (store.getRun(id)?.definition.trainer.kind === "builtin") return true;
  return store.listArtifacts(id).some(({ path }) => path === SUBMISSION_FILE);
}

function notAllowed(): SweepError {
  return new SweepError(
    "conflict",
    "this dashboard makes no submissions: use `sweep submit` in a terminal",
  );
}
