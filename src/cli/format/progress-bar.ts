import type { Writable } from "node:stream";
import { createLogUpdate } from "log-update";
import type { OnProgress } from "../../core/trainer.js";
import { formatCount } from "./number.js";

export interface ProgressBar {
  update: OnProgress;
  /** Takes the bar away. */
  close(): void;
}

/**
 * Progress of something a person waits for: on a terminal one line that is redrawn, elsewhere one line for each new
 * status, so that logs stay short.
 */
export function createProgressBar(stream: Writable & { isTTY?: boolean }): ProgressBar {
  return stream.isTTY ? redrawnBar(stream) : plainLines(stream);
}

const CELLS = 24;

/** `predicting  ███████████████▌        18,200 / 28,000`; only the status while the total is unknown. */
export function formatBar({ status, done, total }: Parameters<OnProgress>[0]): string {
  if (total <= 0) return status;
  const eighths = Math.round(Math.min(1, done / total) * CELLS * 8);
  const bar =
    "█".repeat(eighths >> 3) + (["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths & 7] ?? "");
  return `${status}  ${bar.padEnd(CELLS)}  ${formatCount(done)} / ${formatCount(total)}`;
}

function redrawnBar(stream: Writable & { isTTY?: boolean }): ProgressBar {
  const draw = createLogUpdate(stream as NodeJS.WriteStream); // it uses `write`, `columns` and `rows` alone
  return {
    update: (progress) => draw(formatBar(progress)),
    close() {
      draw.clear();
      draw.done(); // shows the cursor again
    },
  };
}

function plainLines(stream: Writable): ProgressBar {
  let shown = "";
  return {
    update({ status }) {
      if (status !== shown) stream.write(`${status}\n`);
      shown = status;
    },
    close() {},
  };
}
