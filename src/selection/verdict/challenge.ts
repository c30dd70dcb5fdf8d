import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import type {
  ArtifactStore,
  MetricStore,
  PromotionStore,
  RunStore,
  SweepStore,
} from "../../store/store.js";
import { type ChampionChange, promoteRun, requireFinished } from "../promotion.js";
import { requireKept } from "../require-kept.js";
import { type ChampionVerdict, judgeAgainstChampion } from "./against-champion.js";

export interface PromotionAttempt {
  store: RunStore & SweepStore & MetricStore & ArtifactStore & PromotionStore;
  runsDir: string;
  run: RunRecord;
  /** Why, for the history. */
  reason: string;
  /** Also when it is worse beyond noise, or answers another question than the champion. */
  isForced: boolean;
  /** How to insist, for the message: `--force --reason <why>`. */
  insist: string;
  now: number;
}

export interface ChallengeResult extends ChampionChange {
  /** Null where there was nothing to compare with. */
  verdict: ChampionVerdict | null;
}

/**
 * Makes the run the champion unless it is worse than the present one beyond noise, or unrelated to it, and nobody insists; with
 * what the history keeps of insisting.
 * @throws SweepError("conflict") for a run that is not finished, or needs insisting; ("data") for one whose folder is gone.
 */
export function challengeChampion(attempt: PromotionAttempt): ChallengeResult {
  const { store, runsDir, run, now } = attempt;
  requireFinished(run, "promoted");
  requireKept(run, attempt);
  const verdict = judgeAgainstChampion({ store, runsDir, run });
  return { ...promoteRun(store, { run, reason: reasonAfter(verdict, attempt), now }), verdict };
}

function reasonAfter(verdict: ChampionVerdict | null, attempt: PromotionAttempt): string {
  const { reason, isForced, insist } = attempt;
  if (verdict?.standing !== "worse" && verdict?.standing !== "unrelated") return reason;
  if (isForced) return `${reason} (forced: ${verdict.sentence.replace(/\.$/, "")})`;
  throw new SweepError(
    "conflict",
    `${verdict.sentence} Nothing was changed; to promote it all the same: ${insist}`,
  );
}
