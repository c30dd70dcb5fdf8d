import { useEffect, useState } from "preact/hooks";
import type { DataLook } from "../../../../src/api/data.js";
import type { SweepItem } from "../../../../src/api/sweeps.js";
import { api, messageOf, RefusedError } from "../../api-client.js";
import { newestExperiment } from "../../newest-experiment.js";
import type { DataState } from "./data-page.js";

export interface Data {
  look: DataLook | null;
  progress: { status: string; done: number; total: number } | null;
  error: string | null;
  /** Are the data themselves at fault, which were found out to be missing or wrong? */
  isAboutData: boolean;
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
    const fail = (error: unknown) =>
      set({
        error: messageOf(error),
        isAboutData: error instanceof RefusedError && error.code === "data",
      });
    const ask = async (of: DataState) => {
      const answer = await api.data(of.of === null ? {} : { [of.of]: of.name });
      if (answer.state === "ready") set({ look: answer.look, error: null });
      else {
        set({ progress: answer.progress });
        if (isWanted) timer = setTimeout(() => ask(of).catch(fail), ASK_AGAIN_MS);
      }
    };
    const begin = async () => {
      const { sweeps } = await api.sweeps();
      const asked = state.of === null ? newestDigits(sweeps) : state;
      set({ sweeps, asked });
      await ask(asked);
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

const NOTHING = { look: null, progress: null, error: null, isAboutData: false, sweeps: [] };

/** Without such a sweep the default data. */
function newestDigits(sweeps: readonly SweepItem[]): DataState {
  const newest = newestExperiment(sweeps.filter(({ hasDigits }) => hasDigits));
  return newest ? { of: "sweep", name: newest.name } : { of: null };
}
