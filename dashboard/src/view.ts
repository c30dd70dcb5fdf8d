import type { Page } from "./address.js";

/** One screenful of the dashboard. */
export interface View {
  readonly element: HTMLElement;
  /** Shows another page without being rebuilt; false when it cannot, and a new view is needed. */
  show(page: Page): boolean;
  /** Ends streams, timers and charts. */
  dispose(): void;
}

/** What a view may do to the frame around it. */
export interface Shell {
  /** Goes to another page, as a link would. */
  open(page: Page): void;
  /** Brings the address up to date with what is shown. */
  replace(page: Page): void;
  setTitle(title: string): void;
  setConnection(isConnected: boolean): void;
}
