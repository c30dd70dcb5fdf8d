import type { ComponentChildren } from "preact";
import { Notice } from "./notice.js";
import type { Loaded } from "./use-loaded.js";

export interface LoadedViewProps<T> {
  loaded: Loaded<T>;
  /** What is being loaded: `the comparison`. */
  what: string;
  children(value: T): ComponentChildren;
}

/** A value, or in its place that it is being loaded, or why it is not there. */
export function LoadedView<T>({ loaded, what, children }: LoadedViewProps<T>) {
  if (loaded.value !== null) return <>{children(loaded.value)}</>;
  if (loaded.error === null) return <Notice title={`Loading ${what}…`} />;
  return (
    <Notice title={loaded.error} isError>
      <button type="button" class="button" onClick={loaded.retry}>
        Try again
      </button>
    </Notice>
  );
}
