import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Check, fail, ok } from "./check.js";

/** Compares Node with what package.json asks for. @param version as in process.versions.node: `20.19.2` */
export function checkNode(version: string, range = requiredRange()): Check {
  const floor = floorOf(range);
  if (isAtLeast(version, floor)) return ok("node", `${version} (${floor} or later is needed)`);
  return fail(
    "node",
    `expected ${floor} or later, got ${version}`,
    "install a newer one from https://nodejs.org",
  );
}

const manifest = z.object({ engines: z.object({ node: z.string() }) });

function requiredRange(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return manifest.parse(JSON.parse(text)).engines.node;
}

/** @throws TypeError for a range that is more than a lower bound. */
function floorOf(range: string): string {
  const floor = /^>=\s*(\d+(?:\.\d+){0,2})$/.exec(range)?.[1];
  if (floor === undefined)
    throw new TypeError(`package.json: engines.node: expected \`>=version\`, got \`${range}\``);
  return floor;
}

function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [numbersOf(version), numbersOf(floor)];
  const differing = need.findIndex((number, i) => number !== have[i]);
  return differing === -1 || (have[differing] ?? 0) > (need[differing] ?? 0);
}

function numbersOf(version: string): number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}
