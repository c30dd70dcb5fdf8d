import { useEffect, useRef, useState } from "preact/hooks";
import { throttle } from "../../throttle.js";

const TELL_MS = 300; // between two changes of the address: browsers refuse more than about 200 in 30 seconds

/**
 * A state that someone else keeps (the address), but that follows the hand at once: it is shown immediately, and told at most
 * every TELL_MS. What comes from outside counts as soon as it is another object than what was told.
 */
export function usePromptState<T>(outer: T, tell: (state: T) => void): [T, (state: T) => void] {
  const [inner, setInner] = useState(outer);
  const latest = useRef({ state: outer, tell, isTold: true });
  latest.current.tell = tell;
  const telling = useRef<ReturnType<typeof throttle> | null>(null);
  telling.current ??= throttle(() => {
    latest.current.isTold = true;
    latest.current.tell(latest.current.state);
  }, TELL_MS);
  const key = JSON.stringify(outer);
  useEffect(() => {
    if (!latest.current.isTold) return; // it is older than what the hand did
    latest.current.state = outer;
    setInner((before) => (JSON.stringify(before) === key ? before : outer));
  }, [key]);
  useEffect(() => () => telling.current?.cancel(), []);
  const change = (state: T) => {
    latest.current = { ...latest.current, state, isTold: false };
    setInner(state);
    telling.current?.();
  };
  return [inner, change];
}
