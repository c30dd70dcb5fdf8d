import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import type { RequestHandler } from "express";
import type { ApiError } from "../api/errors.js";

/** Only our own files; no inline script or style, no frame around us, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function securityHeaders(): RequestHandler {
  return (_request, response, next) => {
    response.set({
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "Cross-Origin-Resource-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    });
    next();
  };
}

/**
 * Refuses requests that were made under a foreign name. In DNS rebinding a hostile site points its own name at 127.0.0.1,
 * so that the visitor's browser lets its scripts read our answers; the Host header then still holds that name.
 */
export function hostCheck(hostNames: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (isAllowedHost(request.headers.host ?? "", hostNames)) return next();
    const message = `Host: expected localhost, an IP address${hostNames.map((name) => ` or ${name}`).join("")}, got \`${request.headers.host ?? ""}\``;
    const body: ApiError = { error: { code: "usage", message } };
    response.status(403).json(body);
  };
}

/**
 * Refuses to change anything on behalf of another site's page. Browsers say which site asks in headers that no script can set:
 * `Sec-Fetch-Site`, and `Origin` with every request that is not a GET. Programs such as curl send neither.
 */
export function crossSiteCheck(): RequestHandler {
  return (request, response, next) => {
    if (["GET", "HEAD"].includes(request.method)) return next();
    const problem = crossSiteProblem(request.headers);
    if (problem === null) return next();
    const body: ApiError = { error: { code: "usage", message: problem } };
    response.status(403).json(body);
  };
}

/** What gives a request away as another site's; null where nothing does. */
export function crossSiteProblem(headers: IncomingHttpHeaders): string | null {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin")
    return `Sec-Fetch-Site: expected same-origin, got \`${site}\``;
  if (origin !== undefined && hostOf(origin) !== host?.toLowerCase())
    return `Origin: expected the server's own, http://${host}, got \`${origin}\``;
  return null;
}

/** Host and port of an origin; null for `null`, which stands for an origin that the browser hides. */
function hostOf(origin: string): string | null {
  return /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())?.[1] ?? null;
}

/** An IP address cannot be rebound: no name was looked up. */
export function isAllowedHost(header: string, hostNames: readonly string[]): boolean {
  const host = header.replace(/:\d+$/, "").toLowerCase();
  const address = host.replace(/^\[(.*)\]$/, "$1");
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    isIP(address) !== 0 ||
    hostNames.some((name) => name.toLowerCase() === host)
  );
}
