import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { Router } from "express";
import { SweepError } from "../core/errors.js";

/** The page on which digits are drawn. */
export function page(assetsDir: string): Router {
  const index = join(assetsDir, "index.html");
  const router = Router();
  router.get("/", (_request, response) => {
    if (!existsSync(index)) {
      const hint = "build it first: npm run build:dashboard";
      throw new SweepError("environment", `${index}: expected the drawing page; ${hint}`);
    }
    response.set("Cache-Control", "no-cache").sendFile(index, { dotfiles: "allow" });
  });
  router.use(express.static(assetsDir, { index: false, redirect: false, cacheControl: false }));
  return router;
}
