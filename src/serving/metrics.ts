/** Counts for Prometheus, in its text format: https://prometheus.io/docs/instrumenting/exposition_formats */
import type { ModelCard } from "./schemas.js";

/** Upper bounds in seconds: a small network answers in a fraction of a millisecond, Kaggle's whole test file in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class ServingMetrics {
  readonly #requests = new Map<string, number>();
  readonly #buckets = new Uint32Array(BOUNDS.length);
  #answered = 0;
  #seconds = 0;
  #predictions = 0;
  #swaps = 0;

  /** A request that was answered. `path` is one of the server's own, so that there are few. */
  request(path: string, status: number, seconds: number): void {
    const labels = `path="${path}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    if (path !== "/predict") return;
    this.#answered += 1;
    this.#seconds += seconds;
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
    if (bucket >= 0) this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  predictions(count: number): void {
    this.#predictions += count;
  }

  swap(): void {
    this.#swaps += 1;
  }

  text({ run, model }: ModelCard): string {
    const requests = [...this.#requests].map(
      ([labels, count]) => `${REQUESTS}{${labels}} ${count}`,
    );
    return [
      ...family(REQUESTS, "counter", "Answered requests.", requests),
      ...single(
        "sweep_predictions_total",
        "counter",
        "Pictures that were answered.",
        this.#predictions,
      ),
      ...family(
        DURATION,
        "histogram",
        "Time from request to answer of /predict.",
        this.#histogram(),
      ),
      ...single(
        "sweep_model_swaps_total",
        "counter",
        "Times that another model took over.",
        this.#swaps,
      ),
      ...family("sweep_model_info", "gauge", "The model that answers.", [
        `sweep_model_info{run="${run}",sha256="${model.sha256}"} 1`,
      ]),
      "",
    ].join("\n");
  }

  #histogram(): string[] {
    let below = 0;
    const buckets = BOUNDS.map((bound, i) => {
      below += this.#buckets[i] ?? 0;
      return `${DURATION}_bucket{le="${bound}"} ${below}`;
    });
    return [
      ...buckets,
      `${DURATION}_bucket{le="+Inf"} ${this.#answered}`,
      `${DURATION}_sum ${this.#seconds}`,
      `${DURATION}_count ${this.#answered}`,
    ];
  }
}

const REQUESTS = "sweep_http_requests_total";
const DURATION = "sweep_predict_duration_seconds";

function single(name: string, type: string, help: string, value: number): string[] {
  return family(name, type, help, [`${name} ${value}`]);
}

function family(name: string, type: string, help: string, samples: readonly string[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}
