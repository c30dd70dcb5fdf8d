/** `sweep ensemble` as a person uses it: the compiled program, and real processes that train and join networks. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { createProject, type Project, THREE_RUNS } from "../../trainers/ensemble/project.js";

const FINISH = fileURLToPath(new URL("../../fixtures/trainers/finish.mjs", import.meta.url));

let project: Project;
let members: string[];

beforeAll(async () => {
  project = createProject();
  project.write("nets.yaml", THREE_RUNS);
  await project.sweep("run", "nets.yaml", "-j", "2");
  members = withStore((store) => idsOf(store, "nets"));
});
afterAll(() => rmSync(project.dir, { recursive: true }));

const sweep = (...args: string[]) => project.sweep(...args);
const made = async (...args: string[]) => JSON.parse(await sweep("ensemble", ...args, "--json"));

describe("sweep ensemble", () => {
  it("makes one model of an experiment's runs, and says what it is made of and worth", async () => {
    const lines = (await sweep("ensemble", "nets", "--greedy", "--tta")).split("\n");
    const { run, score } = await made("nets", "--greedy", "--tta");
    expect(lines[0]).toBe(`ensemble    ${run.id} (greedy of 3, tta)`);
    expect(lines[1]).toBe("experiment  nets-ensemble");
    expect(lines[2]).toMatch(/^members {5}[123] of 3 runs$/);
    const percent = `${(100 * score.accuracy).toFixed(2)} %`;
    expect(lines[3]).toContain(`accuracy    ${percent} (95 % interval `);
    expect(lines[3]).toContain("on 180 validation rows)");
    const text = lines.join("\n");
    expect(text).toMatch(/MEMBER +RUN +WEIGHT +ACCURACY +OVER 5 VIEWS\n/);
    expect(text).toMatch(
      /Against its best member over the same 5 views `nets repeat=\d`: [+−]\d+\.\d\d points \(\d+\.\d\d % against \d+\.\d\d %\), (?:better beyond|within) noise \(p [=<] .*\)\. Against/,
    );
    expect(text).toMatch(
      /Against its best member on the picture alone `nets repeat=\d`: [+−]\d+\.\d\d points on 180 validation rows, within noise \(p [=<] .*\)\./,
    );
    expect(text).toContain(`Choose:    npx sweep promote ${run.id}\n`);
    expect(text).toContain(`Submit:    npx sweep submit ${run.id}\n`);
  });

  it("makes it once: the same command again finds it", async () => {
    const { run, isCached } = await made("nets", "--top", "2");
    expect(isCached).toBe(false);
    expect(await made("nets", "--top", "2")).toMatchObject({ isCached: true, run: { id: run.id } });
    expect(await sweep("ensemble", "nets", "--top", "2")).toContain("(top 2 of 3), made before\n");
    expect((await made("nets", "--top", "2", "--fresh")).run).toMatchObject({ generation: 1 });
  });

  it("keeps every ensemble of an experiment in one experiment of ensembles, and leaves the first as it is", async () => {
    const first = await made("nets");
    const second = await made("nets", "--top", "1");
    const kept = withStore((store) => idsOf(store, "nets-ensemble"));
    expect(kept).toEqual(expect.arrayContaining([first.run.id, second.run.id]));
    expect(withStore((store) => idsOf(store, "nets"))).toEqual(members);
    expect(await sweep("best", "nets-ensemble")).toContain("all of 3");
  });

  it("takes runs by their ids, too", async () => {
    const [first = "", second = ""] = members;
    const { run, sweep: name, members: parts } = await made(first.slice(0, 8), second);
    expect(name).toBe("nets-ensemble");
    expect(run.name).toBe("all of 2");
    expect(parts.map(({ runs }: { runs: string[] }) => runs)).toEqual([[first], [second]]);
  });

  it("leaves out runs that are not finished, and says so", async () => {
    withStore((store) => addQueued(store));
    onTestFinished(() => withStore((store) => dropQueued(store)));
    const [, , third = ""] = members;
    const { leftOut, candidates } = await made("nets");
    expect({ leftOut, candidates }).toEqual({ leftOut: "1 queued", candidates: 3 });
    expect(await refusal("00c0ffee0000", third)).toContain(
      "run 00c0ffee0000 is queued: expected a finished run",
    );
  });

  it("prints its id alone with --quiet, for other commands", async () => {
    const id = (await sweep("ensemble", "nets", "--quiet")).trim();
    expect(await sweep("promote", id)).toContain(`${id} (all of 3)`);
  });

  it("is shown with its members, and with a command that makes it again of the same runs", async () => {
    const { run, members: parts } = await made("nets", "--greedy");
    const page = await sweep("show", run.id);
    expect(page).toMatch(
      /Members\n {2}MEMBER +RUN +WEIGHT +ACCURACY\n {2}nets repeat=\d +[0-9a-f]{12} /,
    );
    expect(page).not.toContain('"weight"');
    const { reproduce } = JSON.parse(await sweep("show", run.id, "--json"));
    expect(reproduce).toEqual([`npx sweep ensemble ${members.join(" ")} --greedy --fresh`]);
    const again = await made(...reproduce[0].split(" ").slice(3));
    expect(again.run.key).toBe(run.key);
    expect(again.run.id).not.toBe(run.id);
    expect(again.members).toEqual(parts);
  });

  it("that has failed is made by `sweep retry`, though its experiment has no file", async () => {
    const { run } = await made("nets", "--top", "3");
    const id = "0ddba11e0000";
    withStore((store) => {
      const failed = { ...run, id, generation: 7 };
      const sweepId = store.findSweep("nets-ensemble")?.id ?? 0;
      store.setSweepRuns(sweepId, [...runsOf(store, "nets-ensemble"), failed], Date.now());
      store.claimRun(id, Date.now());
      const outcome = { type: "exit-code", code: 1, message: "no disk" } as const;
      store.endRun(id, "failed", { outcome, maxRssBytes: null, cpuSeconds: null }, Date.now());
    });
    await sweep("retry", id);
    const page = JSON.parse(await sweep("show", id, "--json"));
    expect(page.run.state).toBe("finished");
    expect(page.ensemble.members).toHaveLength(3);
  });
});

describe("sweep ensemble refuses", () => {
  it("two ways to choose, and more of the best than there are", async () => {
    expect(await refusal("nets", "--top", "2", "--greedy")).toBe(
      "sweep: ensemble: expected --top or --greedy, got both\n",
    );
    expect(await refusal("nets", "--top", "4")).toBe(
      "sweep: --top: expected at most 3, the number of finished runs, got 4\n",
    );
  });

  it("fewer than two finished runs", async () => {
    expect(await refusal(members[0] ?? "")).toBe(
      `sweep: ${members[0]}: expected at least two finished runs, got 1 finished\n`,
    );
  });

  it("ensembles, and runs of commands", async () => {
    const { run } = await made("nets");
    expect(await refusal(run.id, members[0] ?? "")).toContain(
      `run ${run.id} is an ensemble itself`,
    );
    project.write(
      "command.yaml",
      `command: [${process.execPath}, ${FINISH}]\nmetric: {name: loss, goal: minimize}\n`,
    );
    await sweep("run", "command.yaml");
    const [id] = withStore((store) => idsOf(store, "command"));
    expect(await refusal("command")).toBe(
      `sweep: run ${id} was trained by a command: expected runs of the trainer \`digits\`, whose models sweep can read\n`,
    );
  });

  it("a run whose answers are gone, or are not those that it recorded", async () => {
    const [id = ""] = members;
    const file = join(runPaths(project.runsDir, id).artifacts, "predictions.csv");
    const before = readFileSync(file);
    onTestFinished(() => writeFileSync(file, before));
    appendFileSync(file, "\n");
    expect(await refusal("nets")).toContain(
      `run ${id}: artifacts/predictions.csv was changed after the run recorded it: expected SHA-256`,
    );
    rmSync(file);
    expect(await refusal("nets")).toContain(`run ${id}: artifacts/predictions.csv is gone: `);
  });

  it("to put ensembles into an experiment of other runs", async () => {
    const [first = "", second = ""] = members;
    project.write("taken.yaml", `${THREE_RUNS}name: taken\n`);
    project.write("taken-ensemble.yaml", `${THREE_RUNS}name: taken-ensemble\n`);
    await sweep("run", "taken.yaml");
    await sweep("run", "taken-ensemble.yaml"); // the same runs as `nets` has: nothing is trained
    expect(await refusal("taken")).toContain(
      "taken-ensemble: expected no such experiment, or one of ensembles, got one with run",
    );
    expect((await made(first, second)).sweep).toBe("nets-ensemble");
  });
});

/** What it says on stderr. */
async function refusal(...args: string[]): Promise<string> {
  return sweep("ensemble", ...args).then(
    () => {
      throw new Error(`expected \`sweep ensemble ${args.join(" ")}\` to be refused`);
    },
    ({ stderr }: { stderr: string }) => stderr,
  );
}

function withStore<T>(use: (store: Store) => T): T {
  const store = openSqliteStore({ file: join(project.runsDir, "sweep.db") });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

function runsOf(store: Store, name: string) {
  return store.listSweepRuns(store.findSweep(name)?.id ?? 0);
}

function idsOf(store: Store, name: string): string[] {
  return runsOf(store, name).map(({ id }) => id);
}

function addQueued(store: Store): void {
  const runs = runsOf(store, "nets");
  const [first] = runs;
  if (!first) throw new Error("expected runs of nets");
  const queued = { ...first, id: "00c0ffee0000", key: "00c0ffee0000".padEnd(64, "0") };
  store.setSweepRuns(store.findSweep("nets")?.id ?? 0, [...runs, queued], Date.now());
}

function dropQueued(store: Store): void {
  const kept = runsOf(store, "nets").filter(({ id }) => members.includes(id));
  store.setSweepRuns(store.findSweep("nets")?.id ?? 0, kept, Date.now());
}
