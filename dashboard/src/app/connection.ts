import { signal } from "@preact/signals";

/** Does the server answer? Null before a page has asked for live updates. */
export const isConnected = signal<boolean | null>(null);
