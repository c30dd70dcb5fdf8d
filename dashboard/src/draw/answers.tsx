import { isDrawing } from "./pad.js";
import { answer, problem } from "./state.js";

const CLASSES = 10;

/** The ten probabilities. A screen reader is told the answer when a stroke has ended, not at every move. */
export function Answers() {
  const found = answer.value;
  const sentence = found
    ? `${found.label}, ${percent(found.probabilities[found.label] ?? 0)}`
    : "Nothing recognised yet";
  return (
    <section class="answers" aria-label="Answers">
      <p class="label" aria-hidden="true">
        {found ? found.label : "–"}
      </p>
      <ol>
        {Array.from({ length: CLASSES }, (_, label) => (
          <Bar
            key={label}
            label={label}
            probability={found?.probabilities[label] ?? null}
            isTop={found?.label === label}
          />
        ))}
      </ol>
      <p role="status" class={problem.value ? "problem" : "visually-hidden"}>
        {problem.value ?? (isDrawing.value ? "" : sentence)}
      </p>
    </section>
  );
}

interface BarProps {
  label: number;
  probability: number | null;
  isTop: boolean;
}

function Bar({ label, probability, isTop }: BarProps) {
  const width = `${100 * (probability ?? 0)}%`;
  return (
    <li class={isTop ? "is-top" : ""} data-label={label}>
      <span>{label}</span>
      <span class="track">
        <span class="bar" style={{ width }} />
      </span>
      <span class="percent">{probability === null ? "–" : percent(probability)}</span>
    </li>
  );
}

function percent(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`;
}
