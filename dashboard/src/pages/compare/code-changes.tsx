import type { CodeChange, Comparison } from "../../../../src/api/compare.js";
import { Message } from "../../ui/message.js";
import { Scroll } from "../../ui/scroll.js";
import { letterOf } from "./letters.js";

/** What differs in the code that was run, line by line, where copies of it were kept. */
export function CodeChanges({ comparison: { code, runs } }: { comparison: Comparison }) {
  if (code.length === 0) return null;
  const letter = (id: string) => letterOf(runs.findIndex((run) => run.id === id));
  return (
    <section class="card" aria-labelledby="code-changes">
      <h2 id="code-changes">Code</h2>
      {code.map((change) => (
        <details key={`${change.path} ${change.run}`} class="code-change" open={code.length === 1}>
          <summary>
            <code>{change.path}</code>{" "}
            {change.against === null
              ? `not committed when ${letter(change.run)} began`
              : `${letter(change.against)} → ${letter(change.run)}`}
          </summary>
          <Patch change={change} />
        </details>
      ))}
    </section>
  );
}

function Patch({ change: { path, patch, problem } }: { change: CodeChange }) {
  if (patch === null)
    return (
      <p class="note">
        <Message text={problem ?? ""} />
      </p>
    );
  return (
    <Scroll label={`Difference in ${path}`} class="patch">
      <pre>
        {patch.split("\n").map((line, i) => (
          <span key={i} class={kindOf(line)}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    </Scroll>
  );
}

/** The signs before the lines say it, too: colours are no more than a help. */
function kindOf(line: string): string | undefined {
  if (/^(\+\+\+|---|===|diff |index )/.test(line)) return "is-head";
  if (line.startsWith("@@")) return "is-place";
  if (line.startsWith("+")) return "is-added";
  return line.startsWith("-") ? "is-removed" : undefined;
}
