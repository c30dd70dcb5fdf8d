import type { ApiError } from "../api/errors.js";
import { type ErrorCode, messageOf, SweepError } from "../core/errors.js";
import { QueryError } from "../query/query-error.js";

export interface ErrorReply {
  status: number;
  body: ApiError;
  /** True when it is the server's own fault. */
  isDefect: boolean;
}

const STATUS: Record<ErrorCode, number> = {
  usage: 400,
  spec: 400,
  forbidden: 403,
  "not-found": 404,
  ambiguous: 409,
  conflict: 409,
  "failed-runs": 409,
  unjudged: 409,
  data: 422,
  submission: 422,
  backend: 503,
  environment: 503,
  interrupted: 503,
};

/** The answer to anything that was thrown. */
export function toErrorReply(thrown: unknown): ErrorReply {
  if (thrown instanceof QueryError) return queryError(thrown);
  if (thrown instanceof SweepError) return reply(STATUS[thrown.code], thrown.code, thrown);
  if (isClientError(thrown)) return clientError(thrown);
  return { ...reply(500, "internal", thrown), isDefect: true };
}

function reply(status: number, code: string, thrown: unknown): ErrorReply {
  return { status, body: { error: { code, message: messageOf(thrown) } }, isDefect: false };
}

function queryError(thrown: QueryError): ErrorReply {
  const { code, message, column } = thrown;
  return { status: STATUS[code], body: { error: { code, message, column } }, isDefect: false };
}

function clientError(thrown: HttpError): ErrorReply {
  const answer = reply(thrown.status, "usage", thrown);
  const words = bodyProblem(thrown);
  return words === null
    ? answer
    : { ...answer, body: { error: { code: "usage", message: words } } };
}

/** The body reader's own words do not say what they are about. */
function bodyProblem({ type, limit, message }: HttpError): string | null {
  if (type === "entity.parse.failed") return `body: expected JSON, got something else: ${message}`;
  if (type === "entity.too.large") return `body: expected at most ${limit} bytes, got more`;
  return null;
}

type HttpError = Error & { status: number; type?: unknown; limit?: unknown };

/** What the HTTP library throws at a request that it cannot read, e.g. a path that is no valid percent-encoding. */
function isClientError(thrown: unknown): thrown is HttpError {
  if (!(thrown instanceof Error) || !("status" in thrown)) return false;
  return typeof thrown.status === "number" && thrown.status >= 400 && thrown.status < 500;
}
