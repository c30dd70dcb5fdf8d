import { SweepError } from "../../core/errors.js";
import { imagesOfCsv } from "./csv.js";
import { imagesOfJson } from "./json.js";
import { imageOfPng } from "./png.js";

/** How pictures may be sent, by the type that the request states. */
export const READERS: Readonly<Record<string, (body: Buffer) => Uint8Array>> = {
  "application/json": (body) => imagesOfJson(textOf(body)),
  "image/png": imageOfPng,
  "text/csv": (body) => imagesOfCsv(textOf(body)),
};

/** Grey levels [n, 784]. @throws SweepError("usage" | "data") that says what was expected. */
export function readImages(contentType: string | undefined, body: Buffer): Uint8Array {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read) return read(body);
  const expected = Object.keys(READERS).join(", ");
  const got = contentType === undefined ? "none" : `\`${contentType}\``;
  throw new SweepError("usage", `Content-Type: expected one of ${expected}, got ${got}`);
}

function textOf(body: Buffer): string {
  return new TextDecoder().decode(body); // drops the byte order mark
}
