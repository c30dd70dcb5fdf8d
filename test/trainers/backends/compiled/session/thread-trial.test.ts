import { expect, test } from "vitest";
import { fasterSession } from "../../../../../src/trainers/backends/compiled/session/thread-trial.js";

/** Two sessions whose calls take as many milliseconds as they are told, on a clock of their own. */
function pair(times: { one: number; several: number }) {
  const log: string[] = [];
  let clock = 0;
  const session = (name: "one" | "several") => ({
    run: async () => {
      log.push(name);
      clock += times[name];
      return {};
    },
    release: async () => void log.push(`${name} released`),
  });
  const faster = fasterSession(session("one"), session("several"), () => clock);
  return { log, faster, times };
}

test.each([
  { times: { one: 20, several: 24 }, winner: "one", loser: "several" },
  { times: { one: 24, several: 20 }, winner: "several", loser: "one" },
])("of sessions that take turns the faster stays: $times", async ({ times, winner, loser }) => {
  const { log, faster } = pair(times);
  for (let step = 0; step < 100; step++) await faster.run({});
  const decided = log.indexOf(`${loser} released`);
  const before = log.slice(0, decided);
  expect(before.length).toBeGreaterThan(10);
  expect(before.filter((name) => name === "one")).toHaveLength(before.length / 2);
  expect(new Set(log.slice(decided + 1))).toEqual(new Set([winner]));
  await faster.release();
  expect(log.filter((line) => line.endsWith("released"))).toEqual([
    `${loser} released`,
    `${winner} released`,
  ]);
});

test("a step or two that the machine held up, and slow first calls, decide nothing", async () => {
  const { log, faster, times } = pair({ one: 500, several: 20 });
  for (let step = 0; step < 4; step++) await faster.run({});
  Object.assign(times, { one: 20, several: 22 });
  for (let step = 0; step < 96; step++) {
    times.one = step === 30 ? 900 : 20;
    await faster.run({});
  }
  expect(log.at(-1)).toBe("one");
});

test("released before it is decided, both are", async () => {
  const { log, faster } = pair({ one: 1, several: 1 });
  await faster.run({});
  await faster.release();
  expect(log).toEqual(["one", "one released", "several released"]);
});
