import type { SweepItem } from "../../../../src/api/sweeps.js";
import { api } from "../../api-client.js";
import { Message } from "../../ui/message.js";
import { Sentence } from "../../ui/sentence.js";
import { useLoaded } from "../../ui/use-loaded.js";

/** How the finished runs compare, in words: the most important in a few lines, which open to the rest. */
export function VerdictLine({ sweep: { name, states } }: { sweep: SweepItem }) {
  const isEarly = states.finished < 2;
  const { value, error } = useLoaded(`${name} ${states.finished}`, async () =>
    isEarly ? null : api.verdict(name),
  );
  const [first, ...rest] = value?.sentences ?? [];
  if (isEarly || error !== null || first === undefined) {
    return (
      <p class="verdict-line note">
        <Message text={isEarly ? EARLY : (error ?? (value ? NONE : ""))} />
      </p>
    );
  }
  return (
    <details class="verdict">
      <summary class="verdict-line">
        <span class="verdict-text">
          <Sentence text={first} />
        </span>
      </summary>
      {rest.map((text) => (
        <p key={text} class="note">
          <Sentence text={text} />
        </p>
      ))}
    </details>
  );
}

const EARLY = "A verdict needs two finished runs.";
const NONE = "No verdict: no finished run logged the metric that it is judged by.";
