import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { throttle } from "../../throttle.js";
import type { ChartContext } from "../context.js";
import { CurveCache, type Wanted } from "./curve-cache.js";

const REFRESH_MS = 500; // a chart that is drawn more often only costs power

export interface LoadedCurves {
  cache: CurveCache;
  /** Another number whenever there is something else to draw. */
  version: number;
  error: string | null;
  retry(): void;
}

/** The curves that are wanted; of runs that log more only what is new is read. */
export function useCurves({ api, live }: ChartContext, wanted: Wanted): LoadedCurves {
  const [state, setState] = useState<{ version: number; error: string | null }>({
    version: 0,
    error: null,
  });
  const cache = useRef<CurveCache | null>(null);
  cache.current ??= new CurveCache({
    load: (request) => api.curves(request),
    onChange: () => setState(({ version }) => ({ version: version + 1, error: null })),
    onError: (error) =>
      setState(({ version }) => ({
        version,
        error: error instanceof Error ? error.message : String(error),
      })),
  });
  const { current } = cache;
  const key = JSON.stringify(wanted);
  // the key is all of `wanted`; asked for before the chart is laid out, which takes a browser as long as the server reads
  useMemo(() => current.want(wanted), [current, key]);
  useEffect(() => {
    const refresh = throttle(() => current.refresh(), REFRESH_MS);
    const stop = live.subscribe((change) => {
      if (change) current.touch(change.id, change.attempt);
      else current.touchAll();
      refresh();
    });
    return () => {
      refresh.cancel();
      stop();
      current.dispose();
    };
  }, [current, live]);
  return { cache: current, ...state, retry: () => current.refresh() };
}
