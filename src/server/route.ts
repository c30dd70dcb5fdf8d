import { z } from "zod";
import { SweepError } from "../core/errors.js";
import { checkJson } from "../core/json-problems.js";

/** An answer, without a word of HTTP frameworks. */
export type Reply =
  | { type: "json"; value: unknown }
  | { type: "bytes"; contentType: string; bytes: Uint8Array; maxAgeSeconds: number }
  /** Text that is saved as a file of that name. */
  | { type: "attachment"; contentType: string; text: string; name: string }
  /** A file to download; `path` is absolute and was checked. */
  | { type: "download"; path: string; name: string };

/** A request, with path and query parameters as they came, and the body as parsed JSON. */
export interface RawRequest {
  params: unknown;
  query: unknown;
  body?: unknown;
}

export const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

export interface Route {
  method: Method;
  /** In the syntax of path-to-regexp 8: `:name`, `*name`. */
  path: string;
  handle(request: RawRequest): Reply | Promise<Reply>;
}

export interface RouteDefinition<Params, Query> {
  path: string;
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  handle(input: { params: Params; query: Query }): Reply | Promise<Reply>;
}

/** A route that changes something takes its input from path and JSON body alone. */
export interface ChangeDefinition<Params, Body> {
  path: string;
  params: z.ZodType<Params>;
  body: z.ZodType<Body>;
  handle(input: { params: Params; body: Body }): Reply | Promise<Reply>;
}

/** A GET route whose handler sees only parsed input. @throws SweepError("usage") that names the parameter. */
export function get<Params, Query>(definition: RouteDefinition<Params, Query>): Route {
  const { path, params, query, handle } = definition;
  return {
    method: "GET",
    path,
    handle: (request) =>
      handle({ params: parse(params, request.params), query: parse(query, request.query) }),
  };
}

/** As `get`, for POST. Requests of other sites never arrive here: see `crossSiteCheck`. */
export function post<Params, Body>(definition: ChangeDefinition<Params, Body>): Route {
  return change("POST", definition);
}

export function put<Params, Body>(definition: ChangeDefinition<Params, Body>): Route {
  return change("PUT", definition);
}

/** DELETE has no body: what goes is named by the path. */
export function del<Params>(definition: Omit<ChangeDefinition<Params, unknown>, "body">): Route {
  return change("DELETE", { ...definition, body: z.unknown() });
}

function change<Params, Body>(method: Method, definition: ChangeDefinition<Params, Body>): Route {
  const { path, params, body, handle } = definition;
  return {
    method,
    path,
    handle: ({ query, ...request }) => {
      parse(NO_QUERY, query ?? {});
      return handle({ params: parse(params, request.params), body: parse(body, request.body) });
    },
  };
}

const NO_QUERY = z.strictObject({});

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const checked = checkJson(schema, value, "request");
  if (checked.ok) return checked.data;
  throw new SweepError("usage", checked.problems.join("; "));
}
