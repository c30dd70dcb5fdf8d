import { SweepError } from "../core/errors.js";
import type { Route } from "./route.js";

/** The route as it is, or where it would change something and nothing may be, one that says why not. */
export function permitted(route: Route, forbidden: string | null): Route {
  if (forbidden === null || route.method === "GET") return route;
  return {
    ...route,
    handle() {
      throw new SweepError("forbidden", forbidden);
    },
  };
}
