import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

export interface VirtualRowsOptions {
  count: number;
  /** Height of each row, px. */
  rowHeight: number;
  /** What scrolls. */
  scroll: RefObject<HTMLElement | null>;
  /** Height of what sticks to the top of it, px. */
  headHeight: number;
  /** A row that is kept wherever it is, because it has the focus; null: none. */
  kept: number | null;
}

export interface VirtualRows {
  /** Rows to draw, ascending; the one that is kept may be apart from the rest. */
  indices: number[];
  /** First and last row in sight. */
  first: number;
  last: number;
  /** Brings a row into sight. */
  scrollTo(index: number): void;
}

const OVERSCAN = 8; // rows above and below what is in sight: fast scrolling shows no gap

/** Which of many rows of one height are drawn. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { count, rowHeight, scroll, headHeight, kept } = options;
  const [, redraw] = useState(0);
  const keptIndex = useRef(kept);
  keptIndex.current = kept;
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, HTMLElement>(settings()), []);
  function settings() {
    return {
      count,
      getScrollElement: () => scroll.current,
      estimateSize: () => rowHeight,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      overscan: OVERSCAN,
      scrollPaddingStart: headHeight,
      rangeExtractor: (range: Range) =>
        withKept(defaultRangeExtractor(range), keptIndex.current, range.count),
      onChange: () => redraw((times) => times + 1),
    };
  }
  virtualizer.setOptions(settings());
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  const indices = virtualizer.getVirtualItems().map(({ index }) => index);
  const range = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  return {
    indices,
    first: range.startIndex,
    last: range.endIndex,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}

function withKept(indices: number[], kept: number | null, count: number): number[] {
  if (kept === null || kept >= count || indices.includes(kept)) return indices;
  return [...indices, kept].sort((a, b) => a - b);
}
