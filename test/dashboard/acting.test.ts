/** Starting, stopping, retrying and promoting in Chromium, with a real server and real processes. */
import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isAlive, liveness } from "../../src/executors/local/process-table.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import type { Store } from "../../src/store/store.js";
import { openProject, type Project } from "../cli/actions/project.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { type Dashboard, describeInChromium, expectText } from "./each-in-chromium.js";
import { axeViolations, sidewaysOverflow } from "./in-chromium.js";

const IN_TIME = { timeout: 30_000 };
const WIDTHS = [360, 1280, 3840];

describeInChromium("acting from the dashboard in Chromium", (dashboard) => {
  let project: Project;
  beforeEach(async () => {
    project = openProject();
    await serve(dashboard, project);
  });
  afterEach(async () => {
    await dashboard.page.goto("about:blank"); // it asks the store, which is closed next
    project.remove();
  });

  const button = (name: string | RegExp) =>
    dashboard.page.getByRole("button", { name, exact: typeof name === "string" });

  it("starts an experiment once its runs were shown, and follows them; stops and retries a run", async () => {
    const { page } = dashboard;
    await dashboard.open("/start");
    await page.getByRole("link", { name: /experiments\/gated\.yaml/ }).click();
    await page.getByText("2 runs: 2 new").waitFor();
    await page.getByText("No estimate: nothing like it was trained on this machine.").waitFor();
    await page.getByLabel("Runs at once").fill("2");
    await page.getByLabel("Runs at once").press("Tab");
    await page.waitForURL(/file=experiments%2Fgated\.yaml&jobs=2$/);
    await button("Start 2 runs").click();
    await page.waitForURL(/\/\?sweep=gated$/, IN_TIME);
    const chips = page.locator("td .chip");
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["◐running", "◐running"]);

    const placeOfControls = () => page.locator(".live-controls").boundingBox();
    const place = await placeOfControls();
    await button("Pause").first().click();
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["‖paused", "‖paused"]);
    await button("Resume").first().waitFor();
    expect(await placeOfControls()).toEqual(place);
    await button("Resume").first().click();
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["◐running", "◐running"]);

    await page.getByRole("checkbox", { name: /x=0\.1/ }).check();
    await page
      .getByRole("toolbar", { name: "Ticked runs" })
      .getByRole("button", { name: "Stop" })
      .click();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText("1 run stopped").waitFor(IN_TIME);
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["–cancelled", "◐running"]);

    await page.locator(".sweep-header").getByRole("button", { name: "Stop" }).click();
    await page.getByRole("dialog", { name: "Stop gated?" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Go on" }).click();

    project.openGate();
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["–cancelled", "●finished"]);
    await expect.poll(() => project.store.findSweep("gated")?.owner, IN_TIME).toBeNull();
    await page.locator(".live-controls.is-absent").waitFor({ state: "attached" });
    expect(await placeOfControls()).toEqual(place);
    await button("Retry 1").click();
    await expect.poll(() => chips.allTextContents(), IN_TIME).toEqual(["●finished", "●finished"]);
  });

  it("tells that lost runs had finished as of something done, not as of an error", async () => {
    const { page } = dashboard;
    const { actions, store } = project;
    const { id } = actions.start({ file: "experiments/gated.yaml", jobs: 2 });
    const [trainers, owner] = await vi.waitFor(() => {
      const running = store.listRuns().flatMap((run) => run.process ?? []);
      expect(running).toHaveLength(2);
      return [running, store.findSweep("gated")?.owner ?? expect.fail("no orchestrator")] as const;
    }, IN_TIME);
    const begun = () =>
      store.listRuns().map((run) => store.summaries([run.id]).get(run.id)?.length ?? 0);
    await expect.poll(begun, IN_TIME).toEqual([1, 1]);
    process.kill(owner.pid, "SIGKILL");
    await expect.poll(() => actions.launch(id)?.state, IN_TIME).toBe("ended");
    project.openGate();
    await expect.poll(() => trainers.some(isAlive), IN_TIME).toBe(false);
    await dashboard.open("/?sweep=gated");
    await expect.poll(() => page.locator("td .chip").allTextContents()).toEqual(["?lost", "?lost"]);
    await button("Retry 2").click();
    await page
      .getByText("gated: 2 lost runs had finished: their results were taken over")
      .waitFor();
    expect(await page.locator(".toast").count()).toBe(1);
    expect(await page.locator(".toast.is-error").count()).toBe(0);
    await expect
      .poll(() => page.locator("td .chip").allTextContents())
      .toEqual(["●finished", "●finished"]);
  });

  it("shows what is wrong with an experiment, with its places, and lets it be saved anew", async () => {
    const { page } = dashboard;
    project.write(
      "experiments/bad.yaml",
      "command: [true]\nmetric: {name: a, goal: max}\nparameters: {}\n",
    );
    await dashboard.open("/start?file=experiments/bad.yaml");
    await page
      .getByText("experiments/bad.yaml:2:25  metric.goal: expected minimize or maximize, got max")
      .waitFor(IN_TIME);
    expect(await page.getByRole("button", { name: /^Start/ }).count()).toBe(0);
    dashboard.problems.splice(0); // the browser notes the answer 400
    await page.getByText("Change it, as a new experiment").click();
    const field = page.getByLabel("The experiment’s YAML");
    await field.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await field.fill((await field.inputValue()).replace("max}", "maximize}"));
    const name = page.getByLabel("File name in experiments/");
    await expect.poll(() => name.inputValue()).toBe("bad-2.yaml");
    await button("Save and preview").click();
    await button("Start 1 run").waitFor(IN_TIME);
    expect(page.url()).toMatch(/file=experiments%2Fbad-2\.yaml$/);
    expect(project.actions.readExperiment("experiments/bad-2.yaml")).toContain("maximize");
  });

  it("can be read at any width, in both schemes", async () => {
    const { page } = dashboard;
    await dashboard.open("/start?file=experiments/gated.yaml");
    await button("Start 2 runs").waitFor(IN_TIME);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await sidewaysOverflow(page)).toBe(0);
        expect(await axeViolations(page)).toEqual([]);
      }
    }
  });

  it("says why nothing can be started where that is so", async () => {
    dashboard.demo.deps.forbidden = "started with --read-only";
    await dashboard.stopServer();
    await dashboard.startServer();
    await dashboard.open("/start");
    await dashboard.page.getByText("Nothing can be started from here").waitFor();
    await dashboard.page.getByText("started with --read-only").waitFor();
    expect(await dashboard.page.getByRole("link", { name: /gated/ }).count()).toBe(0);
  });
});

describeInChromium("the champion in Chromium", (dashboard) => {
  it("is promoted from a run's page with the verdict, and taken back by the toast", async () => {
    const { page, demo } = dashboard;
    const champion = () => demo.deps.store.resolveAlias("champion");
    await dashboard.open(`/runs/${DEMO_RUNS.plain}`);
    await page.getByRole("button", { name: "Promote", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expectText(dialog, /against the champion/);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel("Why? (for the history)").fill("smaller");
    await dialog.getByRole("button", { name: "Promote", exact: true }).click();
    await page.getByText(/is the champion\.$/).waitFor();
    expect(champion()).toBe(DEMO_RUNS.plain);
    expect(demo.deps.store.listPromotions("champion")[0]?.reason).toBe("smaller");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText(`${DEMO_RUNS.batchNorm} is champion again.`).waitFor();
    expect(champion()).toBe(DEMO_RUNS.batchNorm);
  });

  it("gives way to a run of other data only for a reason", async () => {
    const { page, demo } = dashboard;
    const { store } = demo.deps;
    addUnrelated(store, demo.runsDir);
    await dashboard.open("/runs/0ddba11e0000");
    await page.getByRole("button", { name: "Promote", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expectText(dialog, /cannot be compared: other data/);
    await dialog.getByRole("button", { name: "Promote all the same" }).click();
    await expectText(dialog, /A reason is needed for a run that is worse, or cannot be compared/);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel("Why all the same? The history keeps it.").fill("letters now");
    await dialog.getByRole("button", { name: "Promote all the same" }).click();
    await page.getByText(/is the champion\.$/).waitFor();
    expect(store.resolveAlias("champion")).toBe("0ddba11e0000");
  });

  it("is found from the heading of a sweep, also to take its promotion back", async () => {
    const { page } = dashboard;
    await dashboard.open("/");
    await page.getByRole("link", { name: "Champion", exact: true }).click();
    await page.waitForURL(`**/runs/${DEMO_RUNS.batchNorm}`);
    await page.getByRole("button", { name: "Undo promotion" }).waitFor();
  });

  it("is done to a run by keys on its page, which the sheet lists", async () => {
    const { page } = dashboard;
    await dashboard.open(`/runs/${DEMO_RUNS.plain}`);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expectText(sheet, /This run.*promote/s);
    await page.keyboard.press("Escape");
    await page.keyboard.press("m");
    await expectText(page.getByRole("dialog"), /against the champion/);
  });

  it("has no buttons on a server that may change nothing", async () => {
    dashboard.demo.deps.forbidden = "started with --read-only";
    await dashboard.stopServer();
    await dashboard.startServer();
    await dashboard.open(`/runs/${DEMO_RUNS.plain}`);
    const promote = dashboard.page.getByRole("button", { name: "Promote" });
    await expect.poll(() => promote.count()).toBe(0);
  });
});

/** A finished run of the metric and the trainer that the champion has, of other data. */
function addUnrelated(store: Store, runsDir: string): void {
  const { definition, ...plain } = store.getRun(DEMO_RUNS.plain) ?? expect.fail("no demo run");
  const id = "0ddba11e0000";
  const run = { ...plain, id, key: id.padEnd(64, "0"), definition: { ...definition, data: "x" } };
  const metric = { name: "val_accuracy", goal: "maximize" } as const;
  const written = { name: "letters", description: "", source: "", file: "letters.yaml" };
  const sweep = store.saveSweep({ ...written, method: "grid", metric }, Date.now());
  store.setSweepRuns(sweep.id, [run], Date.now());
  store.claimRun(id, Date.now());
  mkdirSync(runPaths(runsDir, id).dir, { recursive: true });
  const outcome = { type: "finished" } as const;
  store.endRun(id, "finished", { outcome, maxRssBytes: null, cpuSeconds: null }, Date.now());
}

/** The same server on the project's store, with actions. */
async function serve(dashboard: Dashboard, { store, runsDir, actions }: Project): Promise<void> {
  await dashboard.stopServer();
  Object.assign(dashboard.demo.deps, { store, runsDir, actions, liveness, now: Date.now });
  await dashboard.startServer();
}
