import type { ComponentChildren } from "preact";

export interface ScrollProps {
  /** What is in it. */
  label: string;
  class?: string;
  children: ComponentChildren;
}

/** What may be wider or longer than its place; the keyboard scrolls it, too. */
export function Scroll({ label, class: className = "scroll", children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1)
    <section class={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
