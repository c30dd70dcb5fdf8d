import { z } from "zod";
import type { VerdictReport } from "../../api/verdict.js";
import { AnswerCache } from "../answer-cache.js";
import type { ServerDeps } from "../deps.js";
import { findSweep } from "../find-run.js";
import { get, type Route } from "../route.js";

const MOST_ANSWERS = 32; // of some kilobytes each

/** Reached once for each state of the store, however many pages ask. */
export function verdictRoute({
  store,
  reachVerdict,
}: Pick<ServerDeps, "store" | "reachVerdict">): Route {
  const answers = new AnswerCache<VerdictReport>(MOST_ANSWERS);
  return get({
    path: "/api/verdict",
    params: z.strictObject({}),
    query: z.strictObject({ sweep: z.string() }),
    async handle({ query: { sweep: name } }) {
      const sweep = findSweep(store, name);
      const key = [sweep.id, sweep.updatedAt, store.latestRevision()].join();
      return { type: "json", value: await answers.get(key, () => reachVerdict(sweep)) };
    },
  });
}
