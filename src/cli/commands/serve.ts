import { Command } from "commander";
import type { Express } from "express";
import { messageOf } from "../../core/errors.js";
import { CHAMPION } from "../../selection/promotion.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { ChampionFollower } from "../../serving/champion-follower.js";
import { ServingMetrics } from "../../serving/metrics.js";
import { ModelSlot } from "../../serving/model-slot.js";
import type { ServedModel } from "../../serving/served-model.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatExpected } from "../format/percent.js";
import { printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";
import { listen, shutDown, toPort, urlOf } from "../http-server.js";
import { ModelOpener } from "../serve/open-run.js";

const EXAMPLES = `
Answers POST /predict with JSON, PNG or CSV, and shows a page at / on which digits are drawn. The champion is followed: when another
run is promoted, or a promotion is undone, its model is loaded, takes over, and requests that have begun are answered by the old one.
There is no password: --host other than 127.0.0.1 lets everybody ask who reaches it. GET /openapi.json describes all of it.

Examples:
  $ sweep serve
  $ sweep serve 8c1dfe02 --port 8080
  $ curl -H 'Content-Type: image/png' --data-binary @seven.png http://127.0.0.1:4700/predict
  $ curl -H 'Content-Type: text/csv' --data-binary @test.csv http://127.0.0.1:4700/predict`;

const DEFAULT_PORT = 4700; // beside the dashboard's 4600

export interface ServeDeps {
  createApp(options: {
    slot: ModelSlot;
    metrics: ServingMetrics;
    problem(): string | null;
  }): Express;
  /** Resolves when the user wants to end (Ctrl-C, SIGTERM). */
  untilStopped(): Promise<void>;
}

interface Options {
  port: number;
  host: string;
}

/** `sweep serve [champion|runId]` */
export function serveCommand(context: CliContext, deps: ServeDeps): Command {
  return new Command("serve")
    .description("answer requests with a run's model, and a page to draw digits on")
    .argument("[runId]", "id or the beginning of one, or `champion`, which is followed", CHAMPION)
    .option("-p, --port <port>", "port to listen on; 0 takes a free one", toPort, DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: Options) =>
      withStore(context, (store) => serve(context, deps, { store, runId, ...options })),
    );
}

type Serving = Options & { store: Store; runId: string };

async function serve(context: CliContext, deps: ServeDeps, serving: Serving): Promise<void> {
  const { store, runId, port, host } = serving;
  const warn = (text: string) => printLine(context.stderr, `sweep: ${text}`);
  const opener = new ModelOpener({ store, runsDir: context.runsDir(), onFallback: warn });
  const slot = new ModelSlot(await opener.open(resolveRun(store, runId)), (error) =>
    warn(`a model could not be released: ${messageOf(error)}`),
  );
  const metrics = new ServingMetrics();
  const follower = new ChampionFollower({
    slot,
    championId: () => store.resolveAlias(CHAMPION),
    open: (id) => opener.open(resolveRun(store, id)),
    onSwap: (model) => {
      metrics.swap();
      printLine(context.stdout, `now serving ${describe(model)}`);
    },
    onProblem: warn,
  });
  try {
    const app = deps.createApp({ slot, metrics, problem: () => follower.problem });
    const server = await listen(app, port, host);
    if (runId === CHAMPION) follower.start();
    printLine(context.stdout, `serving ${describe(slot.model)}`);
    printLine(context.stdout, `draw a digit: ${urlOf(server, host)}  (Ctrl-C ends it)`);
    await deps.untilStopped();
    await shutDown(server);
  } finally {
    await follower.stop();
    await slot.close();
    await opener.close();
  }
}

function describe({ card }: ServedModel): string {
  const { run, name, validation, model } = card;
  const score = validation ? `, validation accuracy ${formatExpected(validation)}` : "";
  return `${[run, name].filter(Boolean).join(" ")}${score}, by ${model.runtime}`;
}
