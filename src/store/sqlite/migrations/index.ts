import { initial } from "./0001-initial.js";
import { queries } from "./0002-queries.js";
import { control } from "./0003-control.js";
import { blocks } from "./0004-blocks.js";
import { leaderboard } from "./0005-leaderboard.js";
import { results } from "./0006-results.js";

/** In order; applying the first n of them gives schema version n (`pragma user_version`). */
export const MIGRATIONS: readonly string[] = [
  initial,
  queries,
  control,
  blocks,
  leaderboard,
  results,
];

/** `pragma application_id` of every database of ours, set by the first migration: the letters "swep". */
export const APPLICATION_ID = 0x73776570;
