import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Size of an element in whole px, followed as it changes. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = current;
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      );
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
