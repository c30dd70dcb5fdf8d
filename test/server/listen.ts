import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "../../src/server/app.js";
import type { ServerDeps } from "../../src/server/deps.js";

export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** The application on a port of 127.0.0.1, a free one unless said otherwise. */
export async function listen(deps: ServerDeps, wantedPort = 0): Promise<Listening> {
  const server = createApp(deps).listen(wantedPort, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A GET whose path and headers go out exactly as given, which fetch does not do. */
export async function rawGet(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url);
  const outgoing = request({ hostname, port, path, headers }).end();
  const [response] = await once(outgoing, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}
