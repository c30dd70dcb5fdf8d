import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Plot, type PlotContent, type PlotHandlers } from "../plot/plot.js";

export interface PlotViewProps extends PlotHandlers {
  /** Drawn again whenever it is another object. */
  content: PlotContent;
  plot: RefObject<Plot | null>;
  /** The pointer has come to it. */
  onEnter?(): void;
  /** What tooltips tell of besides the content: of another object, the pointer's is written anew. */
  known?: unknown;
}

/** A plot in the page. It lives as long as the component. */
export function PlotView({ content, plot, onEnter, known, ...handlers }: PlotViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef<PlotHandlers>(handlers);
  latest.current = handlers;
  useLayoutEffect(() => {
    const made = new Plot({
      onZoom: (zoom) => latest.current.onZoom(zoom),
      onHover: (hit) => latest.current.onHover(hit),
      onPick: (hit) => latest.current.onPick(hit),
    });
    host.current?.append(made.element);
    plot.current = made;
    return () => {
      plot.current = null;
      made.element.remove();
      made.dispose();
    };
  }, [plot]);
  useLayoutEffect(() => plot.current?.update(content), [content, plot]);
  useLayoutEffect(() => plot.current?.hoverAgain(), [known, plot]);
  return <div class="plot-host" ref={host} onPointerEnter={onEnter} />;
}
