import { LABELS } from "../../act/run-controls.js";
import { KEYS, type Verb } from "../../act/verbs.js";
import { useShortcuts } from "../../app/use-shortcuts.js";
import type { Action } from "./toolbar/action-bar.js";

const WORDS: Record<Verb, string> = {
  pause: "pause",
  resume: "let go on what is paused",
  stop: "stop",
  retry: "try again what failed or was cancelled",
  promote: "make it the champion",
};

/** For `None of them can be …`. */
export const PAST: Record<Verb, string> = {
  pause: "paused",
  resume: "resumed",
  stop: "stopped",
  retry: "retried",
  promote: "promoted",
};

const VERBS = ["pause", "resume", "stop", "retry", "promote"] as const;

/** What can be done to runs, as keys and as buttons. */
export function useControlKeys(doTo: (verb: Verb) => () => void): (Action & { verb: Verb })[] {
  const actions = VERBS.map((verb) => ({
    ...{ verb, label: LABELS[verb], key: KEYS[verb] },
    run: doTo(verb),
  }));
  useShortcuts(
    actions.map(({ verb, key, run }) => ({
      ...{ keys: key, does: WORDS[verb], group: "Runs table", run },
    })),
    [doTo],
  );
  return actions;
}
