import { z } from "zod";
import type { ViewList } from "../../api/views.js";
import { SweepError } from "../../core/errors.js";
import type { ServerDeps } from "../deps.js";
import { del, get, put, type Reply, type Route } from "../route.js";

const params = z.object({ name: z.string().trim().min(1).max(100) });

/** A path of our own: `//elsewhere` would lead to another server. */
const address = z
  .string()
  .max(20_000)
  .regex(/^\/(?![/\\])\S*$/, "expected a path of the dashboard, such as `/?sweep=bn-aug`");

/** Named addresses of the dashboard. */
export function viewRoutes({ store, now }: ServerDeps): Route[] {
  const list = (): Reply => {
    const views: ViewList = { views: store.listViews() };
    return { type: "json", value: views };
  };
  return [
    get({
      path: "/api/views",
      params: z.strictObject({}),
      query: z.strictObject({}),
      handle: list,
    }),
    put({
      path: "/api/views/:name",
      params,
      body: z.strictObject({ address }),
      handle({ params: { name }, body }) {
        store.saveView({ name, ...body, updatedAt: now() });
        return list();
      },
    }),
    del({
      path: "/api/views/:name",
      params,
      handle({ params: { name } }) {
        if (store.deleteView(name)) return list();
        throw new SweepError(
          "not-found",
          `view: expected the name of a saved view, got \`${name}\``,
        );
      },
    }),
  ];
}
