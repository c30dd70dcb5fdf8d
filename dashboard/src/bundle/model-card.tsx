import type { BundleCard } from "../../../src/api/bundle.js";
import { runtime } from "./runtime.js";

/** Who the model is and what it was trained on. */
export function ModelCard({ card }: { card: BundleCard }) {
  const facts: [string, string | null][] = [
    ["Run", [card.run, card.name].filter(Boolean).join(" · ")],
    ["Accuracy", accuracyWords(card)],
    ["Trained on", card.trainedOn],
    ["Parameters", parameterWords(card)],
    ["Weights", `${card.weights.toLocaleString("en")} (SHA-256 ${card.sha256.slice(0, 12)}…)`],
    ["Computed", runtime.value && `in this browser, by ${runtime.value}`],
  ];
  return (
    <section class="card" aria-labelledby="card-title">
      <h2 id="card-title">The model</h2>
      <dl>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p>What you draw stays here: the page sends nothing, and works without a network.</p>
    </section>
  );
}

function accuracyWords({ validation }: BundleCard): string {
  if (!validation) return "not known: the run kept no answers on its validation rows";
  const { accuracy, low, high, rows } = validation;
  return `${percent(accuracy)} of ${rows.toLocaleString("en")} digits that it was not trained on (95 % interval ${(100 * low).toFixed(2)}–${percent(high)})`;
}

function parameterWords({ parameters, seed }: BundleCard): string {
  const words = Object.entries(parameters).flatMap(([name, value]) =>
    value === null ? [] : `${name}: ${parameterValue(value)}`,
  );
  return [...words, `seed: ${seed}`].join(" · ");
}

function parameterValue(value: BundleCard["parameters"][string]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function percent(proportion: number): string {
  return `${(100 * proportion).toFixed(2)} %`;
}
