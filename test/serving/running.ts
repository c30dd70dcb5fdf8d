import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ModelOpener } from "../../src/cli/serve/open-run.js";
import { CHAMPION } from "../../src/selection/promotion.js";
import { createServingApp } from "../../src/serving/app.js";
import { ChampionFollower } from "../../src/serving/champion-follower.js";
import { ServingMetrics } from "../../src/serving/metrics.js";
import { ModelSlot } from "../../src/serving/model-slot.js";
import type { Store } from "../../src/store/store.js";

export interface Running {
  url: string;
  /** Looks at once who is champion. */
  check(): Promise<void>;
  /** Models that cannot be used, and defects. */
  problems: string[];
  close(): Promise<void>;
}

/** `sweep serve champion` on a free port, without its command. */
export async function serveChampion(
  store: Store,
  runsDir: string,
  assetsDir = "/nowhere",
): Promise<Running> {
  const problems: string[] = [];
  const note = (problem: unknown) => problems.push(String(problem));
  const opener = new ModelOpener({ store, runsDir, onFallback: note });
  const open = (id: string) => opener.open(runOf(store, id));
  const slot = new ModelSlot(await open(store.resolveAlias(CHAMPION) ?? ""), note);
  const metrics = new ServingMetrics();
  const follower = new ChampionFollower({
    ...{ slot, open, onProblem: note },
    championId: () => store.resolveAlias(CHAMPION),
    onSwap: () => metrics.swap(),
  });
  const app = createServingApp({
    ...{ slot, metrics, assetsDir, version: "1.2.3", onDefect: note },
    problem: () => follower.problem,
    now: () => performance.now(),
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    check: () => follower.check(),
    problems,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await slot.close();
      await opener.close();
    },
  };
}

function runOf(store: Store, id: string) {
  const run = store.getRun(id);
  if (!run) throw new Error(`there is no run ${id}`);
  return run;
}
