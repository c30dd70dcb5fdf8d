import type { z } from "zod";
import { messageOf, SweepError } from "../../core/errors.js";
import { checkJson } from "../../core/json-problems.js";
import { manyPictures, onePicture, PIXELS } from "../schemas.js";

/** Grey levels [n, 784] of `{"pixels": […]}` or `{"instances": [[…], …]}`. @throws SweepError("usage") that says where. */
export function imagesOfJson(text: string): Uint8Array {
  const body = parseJson(text);
  if (typeof body === "object" && body !== null && "instances" in body) {
    const { instances } = check(manyPictures, body);
    const images = new Uint8Array(instances.length * PIXELS);
    instances.forEach((levels, row) => {
      images.set(levels, row * PIXELS);
    });
    return images;
  }
  return Uint8Array.from(check(onePicture, body).pixels);
}

const EXPECTED = '`{"pixels": [784 grey levels]}` or `{"instances": [[784 grey levels], …]}`';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SweepError("usage", `body: expected JSON, ${EXPECTED}: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function check<T>(schema: z.ZodType<T>, body: unknown): T {
  const checked = checkJson(schema, body, "body");
  if (checked.ok) return checked.data;
  const [problem = ""] = checked.problems;
  throw new SweepError(
    "usage",
    problem.startsWith("body: ") ? `${problem}; wanted: ${EXPECTED}` : problem,
  );
}
