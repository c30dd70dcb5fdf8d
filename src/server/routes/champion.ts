import { z } from "zod";
import type { ChampionReply, ChampionReport, PromoteRequest } from "../../api/champion.js";
import { SweepError } from "../../core/errors.js";
import { CHAMPION, requireFinished, undoPromotion } from "../../selection/promotion.js";
import { judgeAgainstChampion } from "../../selection/verdict/against-champion.js";
import { challengeChampion } from "../../selection/verdict/challenge.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, post, type Route } from "../route.js";

const MOST_CHARACTERS = 2_000; // of a reason: some paragraphs
const BY_HAND = "chosen by hand in the dashboard";
const NOTHING = z.strictObject({});

const promoteBody: z.ZodType<PromoteRequest> = z.strictObject({
  run: z.string(),
  reason: z.string().trim().max(MOST_CHARACTERS).optional(),
  force: z.boolean().optional(),
});

/** The champion: how a run compares with it, making a run the champion, and taking that back. */
export function championRoutes(deps: ServerDeps): Route[] {
  return [verdictRoute(deps), promoteRoute(deps), undoRoute(deps)];
}

function verdictRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/champion/verdict",
    params: NOTHING,
    query: z.strictObject({ run: z.string() }),
    handle({ query }) {
      const run = findRun(store, query.run);
      requireFinished(run, "promoted");
      const verdict = judgeAgainstChampion({ store, runsDir, run });
      const id = store.resolveAlias(CHAMPION);
      const report: ChampionReport = {
        champion: id === null ? null : { id, name: store.getRun(id)?.name ?? "" },
        sentence: verdict?.sentence ?? null,
        standing: verdict?.standing ?? null,
      };
      return { type: "json", value: report };
    },
  });
}

function promoteRoute({ store, runsDir, now }: ServerDeps): Route {
  return post({
    path: "/api/champion",
    params: NOTHING,
    body: promoteBody,
    handle({ body: { run, reason = "", force = false } }) {
      if (force && reason === "")
        throw new SweepError(
          "usage",
          "reason: expected one with `force`, for the history, got none",
        );
      const { from, to, record, verdict } = challengeChampion({
        ...{ store, runsDir, run: findRun(store, run), now: now() },
        reason: reason === "" ? BY_HAND : reason,
        isForced: force,
        insist: "force it, with a reason",
      });
      const sentence = verdict?.sentence ?? null;
      const reply: ChampionReply = { from, to, changed: record !== null, sentence };
      return { type: "json", value: reply };
    },
  });
}

function undoRoute({ store, now }: ServerDeps): Route {
  return post({
    path: "/api/champion/undo",
    params: NOTHING,
    body: NOTHING,
    handle() {
      const { from, to } = undoPromotion(store, now());
      const reply: ChampionReply = { from, to, changed: true, sentence: null };
      return { type: "json", value: reply };
    },
  });
}
