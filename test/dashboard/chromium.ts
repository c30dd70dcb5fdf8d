import { existsSync } from "node:fs";

/** Where a browser for tests is; null where there is none. CHROMIUM names another. */
export function findChromium(): string | null {
  const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}
