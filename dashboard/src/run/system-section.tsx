import { useEffect, useMemo, useState } from "preact/hooks";
import type { Curve } from "../../../src/api/curves.js";
import type { RunDetail } from "../../../src/api/runs.js";
import type { SystemUse } from "../../../src/api/system.js";
import { api, messageOf } from "../api-client.js";
import { formatBytes } from "../format.js";
import { Message } from "../ui/message.js";
import { RunCurves } from "../ui/run-curves.js";

const POLL_MS = 5_000; // a sample comes every second at most; nobody watches memory more closely

/** What the run's processes use over time. */
export function SystemSection({ detail }: { detail: RunDetail }) {
  const { use, error } = useSystem(detail);
  const cpu = useMemo(() => use && [curveOf("cores busy", use, use.cpu)], [use]);
  const memory = useMemo(
    () =>
      use && [
        curveOf(
          "MiB",
          use,
          use.rss.map((bytes) => bytes / MIB),
        ),
      ],
    [use],
  );
  if (!use || !cpu || !memory)
    return (
      <section class="card" aria-labelledby="system">
        <h2 id="system">System use</h2>
        <p class="note">
          <Message text={error ?? "Loading…"} />
        </p>
      </section>
    );
  const emptiness = { title: "Nothing to see", body: sentence(use.missing ?? "") };
  return (
    <section class="card" aria-labelledby="system">
      <h2 id="system">System use</h2>
      <p class="note">{sentence(machineOf(use))}</p>
      <div class="small-multiples">
        <RunCurves
          {...{ emptiness }}
          title="CPU: cores busy"
          fileName={`${detail.run.id}-cpu`}
          metric="cores busy"
          curves={cpu}
          names={["cores busy"]}
          axis="time"
          isSmall
        />
        <RunCurves
          {...{ emptiness }}
          title="Memory: resident MiB"
          fileName={`${detail.run.id}-memory`}
          metric="MiB"
          curves={memory}
          names={["resident MiB"]}
          axis="time"
          isSmall
        />
      </div>
    </section>
  );
}

const MIB = 2 ** 20;

function useSystem({ run }: RunDetail): { use: SystemUse | null; error: string | null } {
  const [state, setState] = useState<{ use: SystemUse | null; error: string | null }>({
    use: null,
    error: null,
  });
  useEffect(() => {
    let isWanted = true;
    const read = () =>
      api.system(run.id).then(
        (use) => isWanted && setState({ use, error: null }),
        (error: unknown) => isWanted && setState(({ use }) => ({ use, error: messageOf(error) })),
      );
    void read();
    const timer = run.state === "running" ? setInterval(() => void read(), POLL_MS) : undefined;
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [run.id, run.state, run.attempt]);
  return state;
}

function curveOf(name: string, { times }: SystemUse, values: readonly number[]): Curve {
  const begin = times[0] ?? 0;
  return {
    run: name,
    steps: times.map((_, i) => i),
    epochs: times.map(() => null),
    seconds: times.map((time) => (time - begin) / 1000),
    values: [...values],
    count: times.length,
    nonFinite: [],
  };
}

function machineOf({ cores, memoryBytes }: SystemUse): string {
  if (cores === null) return "all processes of the attempt together";
  return `all processes of the attempt together; the machine has ${cores} cores and ${formatBytes(memoryBytes)}`;
}

function sentence(text: string): string {
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
