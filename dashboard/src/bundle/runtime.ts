import { signal } from "@preact/signals";

/** What computes the answers in this browser; null: it is not known yet. */
export const runtime = signal<string | null>(null);
