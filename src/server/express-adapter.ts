import express, {
  type ErrorRequestHandler,
  type RequestHandler,
  type Response,
  Router,
} from "express";
import { assertNever } from "../core/assert-never.js";
import { SweepError } from "../core/errors.js";
import { toErrorReply } from "./http-errors.js";
import type { Method, Reply, Route } from "./route.js";

const MOST_BODY_BYTES = 1024 * 1024; // ten thousand ids are a fifth of it

/** The route table as an Express router. */
export function toRouter(routes: readonly Route[]): Router {
  const router = Router();
  const readBody = express.json({ limit: MOST_BODY_BYTES, strict: false });
  for (const route of routes) {
    const before = hasBody(route.method) ? [requireJson(), readBody] : [];
    router[verb(route.method)](route.path, ...before, async (request, response) => {
      const { params, query, body } = request;
      send(await route.handle({ params, query, body }), response);
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

function hasBody(method: Method): boolean {
  return method === "POST" || method === "PUT";
}

function verb(method: Method): Lowercase<Method> {
  return method.toLowerCase() as Lowercase<Method>;
}

/** A form of another site can send text and form data without asking; JSON it cannot. */
function requireJson(): RequestHandler {
  return (request, _response, next) => {
    if (request.is("application/json")) return next();
    const got = request.get("content-type");
    throw new SweepError(
      "usage",
      `Content-Type: expected application/json, got ${got ? `\`${got}\`` : "none"}`,
    );
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
    case "attachment":
      response.attachment(reply.name).type(reply.contentType).send(reply.text);
      return;
    case "download":
      response.download(reply.path, reply.name, { dotfiles: "allow", cacheControl: false });
      return;
    default:
      assertNever(reply);
  }
}
