import type { z } from "zod";
import { SweepError } from "../core/errors.js";

/** An answer, without a word of HTTP frameworks. */
export type Reply =
  | { type: "json"; value: unknown }
  | { type: "bytes"; contentType: string; bytes: Uint8Array; maxAgeSeconds: number }
  /** A file to download; `path` is absolute and was checked. */
  | { type: "download"; path: string; name: string };

/** A request, with path and query parameters as they came. */
export interface RawRequest {
  params: unknown;
  query: unknown;
}

export interface Route {
  method: "GET";
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

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new SweepError("usage", problems.join("; "));
}
