import { z } from "zod";
import type { AnnotateReply, AnnotateRequest } from "../../api/annotations.js";
import { note, tag } from "../../core/tag.js";
import type { ServerDeps } from "../deps.js";
import { post, type Route } from "../route.js";

const MOST_RUNS = 10_000; // everything that a filter can have found in a large store
const MOST_TAGS = 50;

const body: z.ZodType<AnnotateRequest> = z.strictObject({
  ids: z.array(z.string()).min(1).max(MOST_RUNS),
  addTags: z.array(tag).max(MOST_TAGS).optional(),
  removeTags: z.array(tag).max(MOST_TAGS).optional(),
  note: note.optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
});

export function annotateRoute({ store }: ServerDeps): Route {
  return post({
    path: "/api/runs/annotate",
    params: z.strictObject({}),
    body,
    handle({ body: { ids, ...change } }) {
      const changed = store.annotateRuns(ids, change).length;
      const reply: AnnotateReply = { changed, revision: store.latestRevision() };
      return { type: "json", value: reply };
    },
  });
}
