import { useLayoutEffect, useState } from "preact/hooks";
import { messageOf } from "../api-client.js";

export interface Loaded<T> {
  /** The last value that came; also while the next one is on its way. */
  value: T | null;
  error: string | null;
  isLoading: boolean;
  retry(): void;
}

/** Loads a value, and again whenever `key` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "retry">>(BEGIN);
  const [tries, setTries] = useState(0);
  // before the page is drawn, so that the server reads meanwhile
  useLayoutEffect(() => {
    let isWanted = true;
    const set = (next: Partial<Loaded<T>>) =>
      isWanted && setState((before) => ({ ...before, isLoading: false, ...next }));
    setState((before) => ({ ...before, isLoading: true }));
    load().then(
      (value) => set({ value, error: null }),
      (error: unknown) => set({ value: null, error: messageOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}

const BEGIN = { value: null, error: null, isLoading: true };
