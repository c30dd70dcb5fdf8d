import { signal } from "@preact/signals";
import { Message } from "../ui/message.js";

export interface Toast {
  text: string;
  isError?: boolean;
  /** What can be done about it, such as undoing. */
  action?: { label: string; run(): void };
}

type Shown = Toast & { id: number };

const SHOWN_MS = 7_000; // long enough to read two lines and reach the button
const shown = signal<readonly Shown[]>([]);
let nextId = 1;

/** Tells of something that happened, in a corner; errors stay until they are closed. */
export function toast(message: Toast): void {
  const id = nextId++;
  shown.value = [...shown.value, { ...message, id }];
  if (!message.isError) setTimeout(() => close(id), SHOWN_MS);
}

/** Where toasts appear; a live region, so that screen readers say them. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((each) => (
        <ToastItem key={each.id} {...each} />
      ))}
    </div>
  );
}

function ToastItem({ id, text, isError = false, action }: Shown) {
  const act = () => {
    close(id);
    action?.run();
  };
  return (
    <div class={isError ? "toast is-error" : "toast"}>
      <p>
        <Message text={text} />
      </p>
      {action && (
        <button type="button" class="button" onClick={act}>
          {action.label}
        </button>
      )}
      <button type="button" class="button is-quiet" aria-label="Close" onClick={() => close(id)}>
        ×
      </button>
    </div>
  );
}

function close(id: number): void {
  shown.value = shown.value.filter((each) => each.id !== id);
}
