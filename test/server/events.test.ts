import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "../../src/api/events.js";
import type { Liveness } from "../../src/core/process-identity.js";
import { eventStream } from "../../src/server/live/event-stream.js";
import { LiveUpdates } from "../../src/server/live/updates.js";
import { DEMO_RUNS, DEMO_SWEEP, logEpoch } from "../fixtures/demo-store.js";
import { addRuns } from "./changes.js";
import { type Demo, openDemo } from "./demo.js";
import { EventReader } from "./event-reader.js";
import { type Listening, listen } from "./listen.js";

let demo: Demo;
beforeEach(() => {
  demo = openDemo();
});
afterEach(() => demo.remove());

describe("GET /api/events", () => {
  let server: Listening;
  const readers: EventReader[] = [];
  beforeEach(async () => {
    server = await listen(demo.deps);
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await server.close();
  });

  async function connect(path: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = await EventReader.open(server.url + path, headers);
    readers.push(reader);
    return reader;
  }

  it("begins with the champion and the sweeps, then sends each run that changes", async () => {
    const reader = await connect("/api/events");
    const first = await reader.next();
    expect(first.event).toMatchObject({
      type: "catalogue",
      catalogue: {
        champion: DEMO_RUNS.batchNorm,
        sweeps: { [DEMO_SWEEP]: expect.any(Number) },
        owned: [],
      },
    });
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    const { id, event } = await reader.next();
    expect(event).toMatchObject({
      type: "run",
      run: { id: DEMO_RUNS.augmented, score: { count: 4 } },
    });
    expect(id).toBe(String(demo.deps.store.latestRevision()));
  });

  it("resumes after the last event id and misses nothing that changed meanwhile", async () => {
    const before = await connect("/api/events");
    await before.next();
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    const { id } = await before.next();
    before.close();
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 5, 0.993, 2);
    demo.deps.store.claimRun(DEMO_RUNS.both, demo.deps.now());
    const after = await connect("/api/events", { "last-event-id": id });
    const events = [await after.next(), await after.next(), await after.next()];
    expect(events.map(({ event }) => idOf(event))).toEqual([
      null,
      DEMO_RUNS.augmented,
      DEMO_RUNS.both,
    ]);
  });

  it("begins at the revision in the address, where the browser has no last event yet", async () => {
    const since = demo.deps.store.latestRevision();
    logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
    const reader = await connect(`/api/events?lastEventId=${since}`);
    await reader.next();
    expect(idOf((await reader.next()).event)).toBe(DEMO_RUNS.augmented);
  });

  it("tells a reader whose cursor belongs to another database to begin anew", async () => {
    const reader = await connect("/api/events", { "last-event-id": "1000000" });
    expect((await reader.next()).event).toEqual({ type: "reset" });
  });

  it("sends the runs of one sweep only where it is asked to", async () => {
    const { store } = demo.deps;
    const other = { name: "other", description: "", source: "", file: "/x.yaml", method: "grid" };
    const metric = { name: "val_loss", goal: "minimize" } as const;
    const sweep = store.saveSweep({ ...other, metric }, demo.deps.now());
    const run = store.getRun(DEMO_RUNS.both);
    if (!run) throw new Error("expected the demo's run");
    store.setSweepRuns(sweep.id, [run], demo.deps.now());
    const reader = await connect("/api/events?sweep=other");
    await reader.next();
    logEpoch(store, DEMO_RUNS.augmented, 4, 0.993, 2);
    store.claimRun(DEMO_RUNS.both, demo.deps.now());
    logEpoch(store, DEMO_RUNS.both, 1, 0.99, 3);
    const { event } = await reader.next();
    expect(idOf(event)).toBe(DEMO_RUNS.both);
    expect(event).toMatchObject({ run: { score: { metric: "val_loss", goal: "minimize" } } });
  });

  it("answers 404 for a sweep that does not exist", async () => {
    const response = await fetch(`${server.url}/api/events?sweep=nope`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not-found" } });
  });

  it("says at once that an orchestrator is gone, though it left its sweep as it was", async () => {
    const seen = { isAlive: true };
    const { store } = demo.deps;
    const sweep = store.findSweep(DEMO_SWEEP);
    const owner = { host: "here", bootId: "b", pid: 7, startTime: 1 };
    store.acquireSweep(sweep?.id ?? 0, owner, null);
    const catalogues: string[][] = [];
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const updates = new LiveUpdates({
      ...demo.deps,
      ...{ onDefect: () => {}, pollMs: 5 },
      liveness: () => (seen.isAlive ? "alive" : "dead"),
    });
    const send = (event: LiveEvent) => {
      if (event.type !== "catalogue") return;
      catalogues.push(event.catalogue.owned);
      if (catalogues.length === 2) tell();
    };
    const stop = updates.subscribe({ cursor: null, sweep: null, send });
    try {
      seen.isAlive = false;
      await told;
      expect(catalogues).toEqual([[DEMO_SWEEP], []]);
    } finally {
      stop();
    }
  });

  it("sends a promotion to those who are connected", async () => {
    const reader = await connect("/api/events");
    await reader.next();
    demo.deps.store.promote("champion", DEMO_RUNS.plain, "simpler", demo.deps.now());
    expect((await reader.next()).event).toMatchObject({ catalogue: { champion: DEMO_RUNS.plain } });
  });
});

describe("the event stream", () => {
  it("shows that it is alive, and stops the timers when its client is gone", async () => {
    const updates = new LiveUpdates({ ...demo.deps, onDefect: () => {}, pollMs: 5 });
    const app = express().get("/", eventStream(updates, 5));
    const server = app.listen(0, "127.0.0.1");
    try {
      await once(server, "listening");
      const client = request(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).end();
      const [response] = await once(client, "response");
      await untilText(response, "\n\n: still here\n\n");
      expect(updates.isPolling).toBe(true);
      client.destroy();
      await vi.waitUntil(() => !updates.isPolling);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("live updates", () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  it("poll only while somebody listens", () => {
    const updates = createUpdates();
    expect(updates.isPolling).toBe(false);
    const first = updates.subscribe({ cursor: null, sweep: null, send: () => {} });
    const second = updates.subscribe({ cursor: null, sweep: null, send: () => {} });
    first();
    expect(updates.isPolling).toBe(true);
    second();
    expect(updates.isPolling).toBe(false);
  });

  it("catch up over many changes in order of revision, each run as it is now", () => {
    const sent: { event: LiveEvent; id: number }[] = [];
    const send = (event: LiveEvent, id: number) => void sent.push({ event, id });
    createUpdates().subscribe({ cursor: 0, sweep: null, send })();
    const runs = sent.filter(({ event }) => event.type === "run");
    expect(runs.map(({ event }) => idOf(event)).sort()).toEqual(Object.values(DEMO_RUNS));
    const ids = runs.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it("tell of many changes in one message, whatever the time that a reader was away", () => {
    const { store } = demo.deps;
    const since = store.latestRevision();
    addRuns(store, 60);
    const sent: { event: LiveEvent; id: number }[] = [];
    const send = (event: LiveEvent, id: number) => void sent.push({ event, id });
    const updates = createUpdates();
    updates.subscribe({ cursor: since, sweep: null, send })();
    updates.subscribe({ cursor: since, sweep: DEMO_SWEEP, send })();
    const changes = sent.filter(({ event }) => event.type !== "catalogue");
    expect(changes).toEqual([{ event: { type: "changed", runs: 60 }, id: store.latestRevision() }]);
  });

  it("wait for a reader that is behind, and then send what it missed, each run once", async () => {
    const { store } = demo.deps;
    const sent: LiveEvent[] = [];
    let isBusy = true;
    let polls = 0;
    const caughtUp = new Promise<void>((resolve) => {
      const send = (event: LiveEvent) => {
        sent.push(event);
        if (event.type === "run") resolve();
      };
      const asked = () => {
        if (++polls === 3) isBusy = false;
        else logEpoch(store, DEMO_RUNS.augmented, 3 + polls, 0.993, 2);
        return isBusy;
      };
      ends.push(createUpdates().subscribe({ cursor: null, sweep: null, send, isBusy: asked }));
    });
    await caughtUp;
    expect(sent.map(({ type }) => type)).toEqual(["catalogue", "run"]);
  });

  it("read nothing again while nothing was written", async () => {
    const { store } = demo.deps;
    const reads = (["listSweeps", "listSubmissions", "latestRevision", "listRuns"] as const).map(
      (name) => vi.spyOn(store, name),
    );
    let polls = 0;
    const many = new Promise<void>((resolve) => {
      const isBusy = () => {
        if (++polls === 20) resolve();
        return false;
      };
      ends.push(createUpdates().subscribe({ cursor: null, sweep: null, send: () => {}, isBusy }));
    });
    await many;
    expect(reads.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 1]);
  });

  it("go on after the store failed once", async () => {
    const defects: unknown[] = [];
    const { store } = demo.deps;
    const original = store.changeStamp;
    const updates = createUpdates((error) => {
      defects.push(error);
      store.changeStamp = original;
      logEpoch(store, DEMO_RUNS.augmented, 4, 0.993, 2);
    });
    const first = await new Promise<LiveEvent>((resolve) => {
      const send = (event: LiveEvent) => void (event.type === "run" && resolve(event));
      ends.push(updates.subscribe({ cursor: null, sweep: null, send }));
      store.changeStamp = () => {
        throw new Error("database is locked");
      };
    });
    expect(idOf(first)).toBe(DEMO_RUNS.augmented);
    expect(defects).toEqual([new Error("database is locked")]);
  });

  it("send a run that is lost, and again once its process is found without an orchestrator, and move no cursor for it", async () => {
    const { store } = demo.deps;
    const seen = { isAlive: false };
    const told = new Waiting();
    const process = { host: "here", bootId: "b", pid: 7, startTime: 1 };
    store.setRunProcess(DEMO_RUNS.augmented, process, demo.deps.now());
    const cursor = store.latestRevision();
    const liveness = (): Liveness => (seen.isAlive ? "alive" : "dead");
    const updates = new LiveUpdates({ ...demo.deps, liveness, onDefect: () => {}, pollMs: 5 });
    const stop = updates.subscribe({ cursor, sweep: DEMO_SWEEP, send: told.take });
    try {
      expect(await told.run()).toEqual({
        id: DEMO_RUNS.augmented,
        lost: true,
        unattended: false,
        cursor,
      });
      seen.isAlive = true;
      expect(await told.run()).toEqual({
        id: DEMO_RUNS.augmented,
        lost: false,
        unattended: true,
        cursor,
      });
      expect(store.getRun(DEMO_RUNS.augmented)?.state).toBe("running");
    } finally {
      stop();
    }
  });

  function createUpdates(onDefect: (error: unknown) => void = () => {}): LiveUpdates {
    return new LiveUpdates({ ...demo.deps, onDefect, pollMs: 5 });
  }
});

/** Hands out the rows that a subscriber is sent, one at a time. */
class Waiting {
  readonly #rows: { id: string; lost: boolean; unattended: boolean; cursor: number }[] = [];
  readonly take = (event: LiveEvent, cursor: number) => {
    if (event.type !== "run") return;
    const { id, lost, unattended } = event.run;
    this.#rows.push({ id, lost, unattended, cursor });
  };

  async run() {
    await vi.waitUntil(() => this.#rows.length > 0);
    return this.#rows.shift();
  }
}

function idOf(event: LiveEvent): string | null {
  return event.type === "run" ? event.run.id : null;
}

async function untilText(response: IncomingMessage, wanted: string): Promise<void> {
  let text = "";
  while (!text.includes(wanted)) text += String((await once(response, "data"))[0]);
}
