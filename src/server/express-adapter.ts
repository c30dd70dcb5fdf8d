import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from "express";
import { assertNever } from "../core/assert-never.js";
import { SweepError } from "../core/errors.js";
import { toErrorReply } from "./http-errors.js";
import type { Reply, Route } from "./route.js";

/** The route table as an Express router. */
export function toRouter(routes: readonly Route[]): Router {
  const router = Router();
  for (const route of routes) {
    router.get(route.path, async (request, response) => {
      const { params, query } = request;
      send(await route.handle({ params, query }), response);
    });
  }
  return router;
}

/** What comes after all routes. */
export function notFound(): RequestHandler {
  return (request) => {
    throw new SweepError("not-found", `nothing answers ${request.method} ${request.path}`);
  };
}

export function errorHandler(onDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const { status, body, isDefect } = toErrorReply(error);
    if (isDefect) onDefect(error);
    if (response.headersSent)
      next(error); // too late for an answer: Express closes the connection
    else response.status(status).json(body);
  };
}

function send(reply: Reply, response: Response): void {
  switch (reply.type) {
    case "json":
      response.json(reply.value);
      return;
    case "bytes":
      response.set("Cache-Control", `private, max-age=${reply.maxAgeSeconds}`);
      response.type(reply.contentType).send(Buffer.from(reply.bytes));
      return;
    case "download":
      response.download(reply.path, reply.name, { dotfiles: "allow", cacheControl: false });
      return;
    default:
      assertNever(reply);
  }
}
