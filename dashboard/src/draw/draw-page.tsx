import type { ComponentChildren } from "preact";
import { Answers } from "./answers.js";
import { erase, hasStrokes, Pad } from "./pad.js";
import { digitOfFile } from "./picture-file.js";
import { Seen } from "./seen.js";
import { digit, model, problem, show } from "./state.js";

interface DrawPageProps {
  /** What stands below. */
  children?: ComponentChildren;
}

export function DrawPage({ children }: DrawPageProps) {
  return (
    <main aria-busy={model.value === null && problem.value === null}>
      <header>
        <h1>Draw a digit</h1>
        <Model />
      </header>
      <div class="columns">
        <section class="drawing" aria-label="Drawing">
          <Pad />
          <div class="tools">
            <button type="button" onClick={clear} disabled={digit.value === null}>
              Clear
            </button>
            <button type="button" onClick={() => erase("last")} disabled={!hasStrokes()}>
              Undo
            </button>
            <label class="file">
              Open a picture
              <input type="file" accept="image/*" onChange={openPicture} />
            </label>
          </div>
          <p id="pad-keys" class="keys">
            Mouse, pen or finger. By keyboard: arrow keys move the pen, space puts it down and lifts
            it, Delete clears.
          </p>
        </section>
        <div class="result">
          <Answers />
          <Seen />
        </div>
      </div>
      {children}
    </main>
  );
}

function Model() {
  if (!model.value) return <p class="model">…</p>;
  const { run, name, validation } = model.value;
  return (
    <p class="model">
      Run <code>{run}</code> {name}
      {validation &&
        `, right on ${percent(validation.accuracy)} of ${validation.rows.toLocaleString("en")} validation rows (95 % interval ${(100 * validation.low).toFixed(2)}–${percent(validation.high)})`}
    </p>
  );
}

function clear(): void {
  erase("all");
  show(null);
}

async function openPicture(event: Event): Promise<void> {
  const input = event.currentTarget as HTMLInputElement;
  const [file] = input.files ?? [];
  input.value = ""; // so that the same file can be opened again
  if (!file) return;
  try {
    erase("all");
    show(await digitOfFile(file));
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error);
  }
}

function percent(proportion: number): string {
  return `${(100 * proportion).toFixed(2)} %`;
}
