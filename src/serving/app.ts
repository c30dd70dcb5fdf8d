import express, { type Express, type RequestHandler } from "express";
import { errorHandler, notFound } from "../server/express-adapter.js";
import { securityHeaders } from "../server/security.js";
import { Batcher } from "./batcher.js";
import type { ServingMetrics } from "./metrics.js";
import type { ModelSlot } from "./model-slot.js";
import { openApi } from "./openapi.js";
import { page } from "./page.js";
import { predict } from "./predict.js";
import type { Health } from "./schemas.js";

export interface ServingDeps {
  slot: ModelSlot;
  metrics: ServingMetrics;
  /** Why the present champion is not the one that is served; null: it is. */
  problem(): string | null;
  /** Folder of the built drawing page. */
  assetsDir: string;
  /** sweep's own. */
  version: string;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Told of every error that is a defect rather than somebody's mistake. */
  onDefect(error: unknown): void;
}

const MOST_BODY_BYTES = 64 * 1024 * 1024; // Kaggle's test.csv has 51 MB

/** The HTTP application of `sweep serve`. It never listens: the caller does. */
export function createServingApp(deps: ServingDeps): Express {
  const { slot, metrics } = deps;
  const batcher = new Batcher(slot);
  const description = openApi(deps.version);
  const app = express();
  app.disable("x-powered-by").disable("etag").set("query parser", "simple");
  app.use(securityHeaders(), counted(deps));
  const readBody = express.raw({ type: () => true, limit: MOST_BODY_BYTES });
  app.post("/predict", readBody, async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0); // a request without a body has none
    const answer = await predict(batcher, { contentType: request.get("content-type"), body });
    metrics.predictions(answer.predictions.length);
    response.json(answer);
  });
  app.get("/health", (_request, response) => {
    const health: Health = { status: "ok", run: slot.model.card.run, problem: deps.problem() };
    response.json(health);
  });
  app.get("/metrics", (_request, response) => {
    response.type("text/plain; version=0.0.4").send(metrics.text(slot.model.card));
  });
  app.get("/model", (_request, response) => {
    response.json(slot.model.card);
  });
  app.get("/openapi.json", (_request, response) => {
    response.json(description);
  });
  app.use(page(deps.assetsDir));
  app.use(notFound(), errorHandler(deps.onDefect));
  return app;
}

const PATHS = ["/", "/predict", "/health", "/metrics", "/model", "/openapi.json"];

function counted({ metrics, now }: ServingDeps): RequestHandler {
  return (request, response, next) => {
    const begin = now();
    const path = PATHS.includes(request.path) ? request.path : "other";
    response.once("finish", () => {
      metrics.request(path, response.statusCode, (now() - begin) / 1000);
    });
    next();
  };
}
