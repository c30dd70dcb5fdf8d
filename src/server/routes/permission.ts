import { z } from "zod";
import type { PermissionReply } from "../../api/permission.js";
import type { ServerDeps } from "../deps.js";
import { get, type Route } from "../route.js";

export function permissionRoute({ forbidden = null }: ServerDeps): Route {
  return get({
    path: "/api/permission",
    params: z.strictObject({}),
    query: z.strictObject({}),
    handle() {
      const reply: PermissionReply = { allowed: forbidden === null, why: forbidden };
      return { type: "json", value: reply };
    },
  });
}
