import { fileURLToPath } from "node:url";

/** Compiled modules that run in threads and processes of their own. */
export const IMPORTANCE_WORKER = new URL("../importance/worker.js", import.meta.url);
export const VERDICT_WORKER = new URL("../verdict/worker.js", import.meta.url);
export const LOOK_WORKER = new URL("../data/worker.js", import.meta.url);
export const SUBMIT_CHILD = fileURLToPath(new URL("../submit-jobs/child.js", import.meta.url));
export const DOCTOR_PROBE = fileURLToPath(new URL("../doctor/probe.js", import.meta.url));
export const MAIN = fileURLToPath(new URL("../main.js", import.meta.url));

/** The dashboard's bundle. */
export const ASSETS = fileURLToPath(new URL("../../dashboard", import.meta.url));
/** Folder of the built drawing page. */
export const DRAW_PAGE = fileURLToPath(new URL("../../draw", import.meta.url));
/** Folder of what was built for `sweep export --format bundle`. */
export const BUNDLE = fileURLToPath(new URL("../../bundle", import.meta.url));
