import { useEffect, useState } from "preact/hooks";
import type { DataLook } from "../../../../src/api/data.js";
import type { SweepItem } from "../../../../src/api/sweeps.js";
import { api, messageOf } from "../../api-client.js";
import type { DataState } from "./data-page.js";

export interface Data {
  look: DataLook | null;
  progress: { status: string; done: number; total: number } | null;
  error: string | null;
  sweeps: SweepItem[];
  /** Whose data are shown, once that is decided. */
  asked: DataState;
  retry(): void;
}

const ASK_AGAIN_MS = 500; // a person sees two steps a second as moving

/** Asks until the look is ready. */
export function useData(state: DataState): Data {
  const [found, setFound] = useState<Omit<Data, "retry">>({ ...NOTHING, asked: state });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const set = (next: Partial<Data>) => isWanted && setFound((before) => ({ ...before, ...next }));
    const fail = (error: unknown) => set({ error: messageOf(error) });
    const ask = async (of: Exclude<DataState, { of: null }>) => {
      const answer = await api.data({ [of.of]: of.name });
      if (answer.state === "ready") set({ look: answer.look, error: null });
      else {
        set({ progress: answer.progress });
        if (isWanted) timer = setTimeout(() => ask(of).catch(fail), ASK_AGAIN_MS);
      }
    };
    const begin = async () => {
      const { sweeps } = await api.sweeps();
      const asked = state.of === null ? newestOf(sweeps) : state;
      set({ sweeps, asked });
      if (asked.of !== null) await ask(asked);
    };
    setFound((before) => ({ ...before, look: null, progress: null, error: null }));
    begin().catch(fail);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [state.of, state.of && state.name, tries]);
  return { ...found, retry: () => setTries((count) => count + 1) };
}

const NOTHING = { look: null, progress: null, error: null, sweeps: [] };

/** @throws Error that says what to do where there is no sweep yet. */
function newestOf([newest]: readonly SweepItem[]): DataState {
  if (newest) return { of: "sweep", name: newest.name };
  throw new Error("There is no sweep yet: name an experiment’s YAML file to look at its data.");
}
