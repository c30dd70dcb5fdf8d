import { SweepError } from "../core/errors.js";
import type { Actions } from "./actions.js";
import type { ServerDeps } from "./deps.js";

/** @throws SweepError("environment") where this server starts and stops nothing. */
export function requireActions({ actions }: Pick<ServerDeps, "actions">): Actions {
  if (actions) return actions;
  throw new SweepError("environment", "this server starts and stops nothing");
}
