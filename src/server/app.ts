import express, { type Express } from "express";
import type { ServerDeps } from "./deps.js";
import { errorHandler, notFound, toRouter } from "./express-adapter.js";
import { eventStream } from "./live/event-stream.js";
import { LiveUpdates } from "./live/updates.js";
import { pages } from "./pages.js";
import { createRoutes } from "./routes/index.js";
import { crossSiteCheck, hostCheck, securityHeaders } from "./security.js";

/**
 * The dashboard's HTTP application. It never listens: the caller does, on 127.0.0.1 unless told otherwise, and on closing
 * also ends the connections of event streams (`server.closeAllConnections()`).
 */
export function createApp(deps: ServerDeps): Express {
  const onDefect = deps.onDefect ?? (() => {});
  const updates = new LiveUpdates({ ...deps, onDefect });
  const app = express();
  app.disable("x-powered-by").disable("etag").set("query parser", "simple");
  app.use(securityHeaders(), hostCheck(deps.hostNames ?? []), crossSiteCheck());
  app.use("/api", (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  app.get("/api/events", eventStream(updates));
  app.use(toRouter(createRoutes(deps)));
  app.use(pages(deps.assetsDir));
  app.use(notFound(), errorHandler(onDefect));
  return app;
}
