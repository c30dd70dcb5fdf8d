import { useEffect, useRef } from "preact/hooks";

export interface ImperativeProps {
  /** Fills the element; called once. @returns what ends it. */
  mount(element: HTMLElement): () => void;
  class?: string;
}

/** A place for what draws itself, such as a chart: Preact never touches what is inside. */
export function Imperative({ mount, class: className }: ImperativeProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? mount(element.current) : undefined), []);
  return <div ref={element} class={className} />;
}
