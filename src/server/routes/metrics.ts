import { z } from "zod";
import type { MetricNames } from "../../api/curves.js";
import type { ServerDeps } from "../deps.js";
import { get, type Route } from "../route.js";

export function metricsRoute({ store }: ServerDeps): Route {
  return get({
    path: "/api/metrics",
    params: z.strictObject({}),
    query: z.strictObject({}),
    handle() {
      const names: MetricNames = { metrics: store.metricNames() };
      return { type: "json", value: names };
    },
  });
}
