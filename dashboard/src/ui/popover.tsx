import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface PopoverProps {
  /** What the button shows. */
  label: ComponentChildren;
  /** The button's name, where what it shows does not say enough. */
  name?: string;
  class?: string;
  /** Which edge of the button the panel keeps to. */
  align?: "start" | "end";
  /** Made anew each time that it opens. */
  children(close: () => void): ComponentChildren;
}

/** A button that opens a panel beside it; Escape, a click elsewhere and a focus that leaves close it. */
export function Popover({
  label,
  name,
  class: className = "button",
  align = "start",
  children,
}: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const close = () => {
    if (root.current?.contains(document.activeElement)) button.current?.focus();
    setOpen(false);
  };
  useEffect(() => {
    if (!isOpen) return;
    root.current
      ?.querySelector<HTMLElement>(".popover [autofocus], .popover input, .popover button")
      ?.focus();
    const closeElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    addEventListener("pointerdown", closeElsewhere);
    addEventListener("focusin", closeElsewhere);
    return () => {
      removeEventListener("pointerdown", closeElsewhere);
      removeEventListener("focusin", closeElsewhere);
    };
  }, [isOpen]);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the Escape of what is inside
    <div ref={root} class="popover-root" onKeyDown={closeByKey}>
      <button
        ref={button}
        type="button"
        class={className}
        aria-label={name}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && (
        <div id={panelId} class={`popover is-${align}`}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
