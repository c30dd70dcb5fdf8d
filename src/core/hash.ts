import { createHash } from "node:crypto";
import { configure } from "safe-stable-stringify";

/** Lower-case hexadecimal SHA-256 of text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

const stringify = configure({ deterministic: true, strict: true });

/** SHA-256 of a JSON value, the same whatever the order of its keys. */
export function hashJson(value: unknown): string {
  return sha256(stableJson(value));
}

/** A JSON value as text, the same whatever the order of its keys. */
export function stableJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new TypeError("stableJson: expected a JSON value");
  return text;
}
