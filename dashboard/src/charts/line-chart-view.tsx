import { useLayoutEffect, useRef } from "preact/hooks";
import type { ChartContent } from "./chart-content.js";
import { LineChart } from "./line-chart.js";

/** A line chart in the page; with null it stays as it is. It lives as long as the component. */
export function LineChartView({ content }: { content: ChartContent | null }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<LineChart | null>(null);
  useLayoutEffect(() => {
    const made = new LineChart();
    host.current?.append(made.element);
    chart.current = made;
    return () => {
      chart.current = null;
      made.element.remove();
      made.dispose();
    };
  }, []);
  useLayoutEffect(() => {
    if (content) chart.current?.update(content);
  }, [content]);
  return <div ref={host} />;
}
