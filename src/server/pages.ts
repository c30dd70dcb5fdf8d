import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import { SweepError } from "../core/errors.js";

/** Paths that the dashboard shows as views of its own. */
const VIEWS = ["/", "/runs/:id", "/compare", "/data", "/start", "/submissions"];

/** The dashboard's files; every view is the same page, which reads its address. */
export function pages(assetsDir: string): Router {
  const index = join(assetsDir, "index.html");
  const show: RequestHandler = (_request, response) => {
    if (!existsSync(index)) {
      const hint = "build the dashboard first: npm run build:dashboard";
      throw new SweepError("environment", `${index}: expected the dashboard's page; ${hint}`);
    }
    response.set("Cache-Control", "no-cache").sendFile(index, { dotfiles: "allow" });
  };
  const router = Router();
  router.get(VIEWS, show);
  router.use(express.static(assetsDir, { index: false, redirect: false, cacheControl: false }));
  router.get("/*path", (request, response, next) => {
    if (isApi(request.path) || request.accepts(["json", "html"]) !== "html") return next();
    return show(request, response.status(404), next); // it says that there is no such page, and leads back
  });
  return router;
}

function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}
