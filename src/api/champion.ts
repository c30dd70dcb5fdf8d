/** GET /api/champion/verdict?run=: what `POST /api/champion` would say, and nothing changes. */
export interface ChampionReport {
  /** Id and name of the present champion. */
  champion: { id: string; name: string } | null;
  /** How the run compares with it in words; null where there is nothing to compare with. */
  sentence: string | null;
  standing: "worse" | "tied" | "better" | "unknown" | "unrelated" | null;
}

/** POST /api/champion: a run that is worse beyond noise, or unrelated, is refused (409) unless forced, which takes a reason. */
export interface PromoteRequest {
  run: string;
  reason?: string;
  force?: boolean;
}

/** Also of POST /api/champion/undo, which takes the last promotion back. */
export interface ChampionReply {
  from: string | null;
  to: string | null;
  /** False where the run was champion already. */
  changed: boolean;
  sentence: string | null;
}
