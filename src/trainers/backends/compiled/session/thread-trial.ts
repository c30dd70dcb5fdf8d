import { performance } from "node:perf_hooks";
import type { Session } from "./session.js";

const WARM_UP = 3; // the first calls allocate memory
const TIMED = 15; // of each: half a second to a second of a small network's steps

interface Candidate {
  session: Session;
  milliseconds: number[];
}

/**
 * Two sessions of one graph, of one thread and of several, take turns until it is known which is the faster on this machine; the other
 * is released. Several threads meet after every operator: where a core of a virtual machine comes late to that, one thread is faster.
 * The numbers do not hang on it: onnxruntime's are the same to the bit for any number of threads.
 */
export function fasterSession(
  one: Session,
  several: Session,
  now: () => number = () => performance.now(),
): Session {
  const candidates: Candidate[] = [one, several].map((session) => ({ session, milliseconds: [] }));
  let chosen: Session | null = null;
  let calls = 0;

  async function decide(): Promise<Session> {
    const [faster, slower] = candidates.toSorted((a, b) => timeOf(a) - timeOf(b));
    await (slower as Candidate).session.release();
    return (faster as Candidate).session;
  }

  return {
    async run(inputs) {
      if (chosen) return chosen.run(inputs);
      const { session, milliseconds } = candidates[calls % 2] as Candidate;
      const start = now();
      const outputs = await session.run(inputs);
      if (calls >= 2 * WARM_UP) milliseconds.push(now() - start);
      calls++;
      if (calls === 2 * (WARM_UP + TIMED)) chosen = await decide();
      return outputs;
    },
    async release() {
      const held = chosen ? [chosen] : [one, several];
      await Promise.all(held.map((session) => session.release()));
    },
  };
}

/** The median: the machine holds up single steps of either. */
function timeOf({ milliseconds }: Candidate): number {
  return milliseconds.toSorted((a, b) => a - b)[Math.floor(milliseconds.length / 2)] as number;
}
