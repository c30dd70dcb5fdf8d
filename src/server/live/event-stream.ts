import type { RequestHandler } from "express";
import { z } from "zod";
import type { LiveEvent } from "../../api/events.js";
import type { LiveUpdates } from "./updates.js";

const HEARTBEAT_MS = 15_000; // below the 30 to 60 s after which proxies drop a silent connection
const RETRY_MS = 1_000; // how long a browser waits before it connects again

const cursor = z.coerce.number().int().min(0).nullable().catch(null);
const sweep = z.string().nullable().catch(null);

/** Server-sent events (WHATWG HTML, section 9.2) of what changes in the store. */
export function eventStream(updates: LiveUpdates, heartbeatMs = HEARTBEAT_MS): RequestHandler {
  return (request, response) => {
    const pending: string[] = [];
    let write = (text: string): void => void pending.push(text);
    const unsubscribe = updates.subscribe({
      cursor: cursor.parse(request.get("last-event-id") ?? request.query.lastEventId ?? null),
      sweep: sweep.parse(request.query.sweep ?? null),
      send: (event, id) => write(message(event, id)),
      isBusy: () => response.writableNeedDrain,
    });
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    write = (text) => void response.write(text);
    write([`retry: ${RETRY_MS}\n\n`, ...pending].join(""));
    const heartbeat = setInterval(() => write(": still here\n\n"), heartbeatMs);
    response.on("close", () => {
      clearInterval(heartbeat);
      unsubscribe();
    });
  };
}

function message(event: LiveEvent, id: number): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
}
