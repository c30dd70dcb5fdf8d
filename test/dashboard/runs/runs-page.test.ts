import { beforeEach, describe, expect, it } from "vitest";
import { addEnsemble } from "../../fixtures/demo-ensemble.js";
import { DEMO_BEGIN, DEMO_RUNS, DEMO_SWEEP, logEpoch } from "../../fixtures/demo-store.js";
import { addRuns, addSweep, finishRun } from "../../server/changes.js";
import { CRASHED } from "../../store/examples.js";
import { describeInChromium, expectText } from "../each-in-chromium.js";
import { axeViolations } from "../in-chromium.js";
import { recordLayoutShifts } from "../layout-shifts.js";

const NO_CHART = "chart=none";

describeInChromium("the runs page in Chromium", (dashboard) => {
  const row = (id: string) => dashboard.page.locator(`tr[data-run="${id}"]`);
  const lines = () => dashboard.page.locator("table.runs tbody tr[aria-rowindex]");
  const ids = () =>
    lines().evaluateAll((rows) => rows.map((each) => each.getAttribute("data-run")));
  const tick = (id: string) => row(id).getByRole("checkbox").click();
  const titles = async () => {
    const all = await dashboard.page.locator("table.runs thead th").allTextContents();
    return all.map((text) => text.replace(/[▲▼\d]*$/, "").trim()).filter((text) => text !== "");
  };

  describe("the table", () => {
    it("shows the newest sweep's runs with what varies, their state and best accuracy", async () => {
      await dashboard.open("/");
      expect(await dashboard.page.locator("h1").textContent()).toContain(DEMO_SWEEP);
      expect(await titles()).toEqual([
        ...["run", "val_accuracy", "state", "progress", "duration"],
        ...["augment", "augment.rotation", "augment.shift", "augment.zoom"],
        ...["batch_norm", "learning_rate", "id"],
      ]);
      const champion = await row(DEMO_RUNS.batchNorm).textContent();
      expect(champion).toMatch(/champion.*99\.14 %.*finished.*1m 26s/);
      expect(await row(DEMO_RUNS.failed).locator("td[title*='NaN']").count()).toBe(1);
      expect(await dashboard.page.locator(".counts").textContent()).toBe(
        "5 runs: 1 queued, 1 running, 2 finished, 1 failed",
      );
    });

    it("opens on the newest experiment, not on an ensemble of its runs; so does the page of the data", async () => {
      const { page, demo } = dashboard;
      addEnsemble(demo.deps.store, demo.runsDir);
      await dashboard.open(`/?${NO_CHART}`);
      expect(await page.locator("h1").textContent()).toMatch(/^nets ▾/);
      await dashboard.open("/data");
      expect(await page.getByLabel("Sweep").inputValue()).toBe("nets");
    });

    it("shows the judged metric of every run on a telephone without scrolling sideways", async () => {
      const { page } = dashboard;
      await page.setViewportSize({ width: 360, height: 740 });
      await dashboard.open(`/?${NO_CHART}`);
      const cell = await row(DEMO_RUNS.batchNorm).locator("td").nth(1).boundingBox();
      expect(await row(DEMO_RUNS.batchNorm).locator("td").nth(1).textContent()).toBe("99.14 %");
      expect((cell?.x ?? 0) + (cell?.width ?? 999)).toBeLessThanOrEqual(360);
    });

    it("shows the runs of every sweep with the metric that the newest is judged by", async () => {
      await dashboard.open(`/?${NO_CHART}&sweep=*`);
      expect((await titles()).slice(0, 5)).toEqual([
        ...["run", "val_accuracy", "state", "progress", "duration"],
      ]);
    });

    it("says live that a run is lost, in words and with a sign", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      const chip = row(DEMO_RUNS.augmented).locator(".chip");
      expect(await chip.textContent()).toBe("◐running");
      dashboard.demo.deps.store.heartbeat([DEMO_RUNS.augmented], DEMO_BEGIN);
      await expect.poll(() => chip.textContent()).toBe("?lost");
      await expect
        .poll(() => dashboard.page.locator(".counts").textContent())
        .toBe("5 runs: 1 queued, 2 finished, 1 failed, 1 lost");
      expect(await chip.getAttribute("title")).toContain("takes over the result that it left");
      await dashboard.page.getByRole("button", { name: "lost", exact: true }).click();
      await expect.poll(ids).toEqual([DEMO_RUNS.augmented]);
      await dashboard.open(`/?${NO_CHART}&group=state`);
      await dashboard.page.getByRole("row", { name: "state = lost" }).waitFor();
      await dashboard.page.getByRole("button", { name: "Retry 2" }).waitFor(); // the failed one, too
      expect(await axeViolations(dashboard.page)).toEqual([]);
    });

    it("shows the duration of a lost run as unknown, in the table and on the run's page", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      const took = row(DEMO_RUNS.augmented).locator("td:nth-child(6)");
      expect(await took.textContent()).toMatch(/\ds$/);
      dashboard.demo.deps.store.heartbeat([DEMO_RUNS.augmented], DEMO_BEGIN);
      await expect.poll(() => took.textContent()).toBe("–");
      await dashboard.open(`/runs/${DEMO_RUNS.augmented}`);
      await expectText(dashboard.page.locator(".figures"), /duration–/);
      await expectText(dashboard.page.getByRole("region", { name: "Attempts" }), /1lost/);
    });

    it("draws only what is in sight of thousands of runs, and reads the rest as it is scrolled to", async () => {
      addRuns(dashboard.demo.deps.store, 1_500);
      await dashboard.open(`/?sweep=many&${NO_CHART}`);
      const grid = dashboard.page.getByRole("grid");
      expect(await grid.getAttribute("aria-rowcount")).toBe("1501");
      expect(await lines().count()).toBeLessThan(60);
      await dashboard.page.locator(".grid-scroll").evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      await row("c00000001499").waitFor();
      expect(await lines().count()).toBeLessThan(60);
      expect(await row("c00000001499").getAttribute("aria-rowindex")).toBe("1501");
    });

    it("sorts by a click or the keyboard, and by several columns with Shift; the address says so", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      const header = dashboard.page.getByRole("columnheader", { name: "val_accuracy" });
      await header.getByRole("button").focus();
      await dashboard.page.keyboard.press("Enter");
      const firstThree = async () => (await ids()).slice(0, 3);
      await expect
        .poll(firstThree)
        .toEqual([DEMO_RUNS.augmented, DEMO_RUNS.batchNorm, DEMO_RUNS.plain]);
      expect((await ids()).slice(3).sort()).toEqual([DEMO_RUNS.both, DEMO_RUNS.failed]); // without a value
      expect(await header.getAttribute("aria-sort")).toBe("descending");
      await dashboard.page.keyboard.press("Enter");
      await expect.poll(async () => (await ids())[0]).not.toBe(DEMO_RUNS.augmented);
      expect(await header.getAttribute("aria-sort")).toBe("ascending");
      const state = dashboard.page.getByRole("columnheader", { name: "state" });
      await state.getByRole("button").click({ modifiers: ["Shift"] });
      await expect
        .poll(() => new URL(dashboard.page.url()).searchParams.get("sort"))
        .toBe("val_accuracy,state");
    });

    it("moves columns by the keyboard and by dragging, hides and adds them, and keeps them in the address", async () => {
      const { page } = dashboard;
      await page.setViewportSize({ width: 2200, height: 900 }); // all columns are in sight
      await dashboard.open(`/?${NO_CHART}`);
      await page.getByRole("columnheader", { name: "duration" }).getByRole("button").focus();
      await page.keyboard.press("Alt+ArrowLeft");
      await expect.poll(async () => (await titles()).slice(3, 5)).toEqual(["duration", "progress"]);
      await page
        .getByRole("columnheader", { name: "batch_norm" })
        .dragTo(page.getByRole("columnheader", { name: "val_accuracy" }));
      await expect.poll(async () => (await titles())[1]).toBe("batch_norm");
      await page.getByRole("button", { name: /^Columns/ }).click();
      await page.getByLabel("Search columns").fill("val_loss");
      await page.getByLabel("val_loss min").check();
      await page.keyboard.press("Escape");
      await expect.poll(titles).toContain("val_loss min");
      await page.reload();
      await expect.poll(titles).toContain("val_loss min");
      expect((await titles())[1]).toBe("batch_norm");
    });
  });

  describe("the filter", () => {
    it("takes effect while one types, says how many match, and stays in the address", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      await dashboard.page.keyboard.press("/");
      await dashboard.page.keyboard.type("val_accuracy > 0.99 and batch_norm = true");
      await expect.poll(ids).toEqual([DEMO_RUNS.batchNorm]);
      await expectText(dashboard.page.locator(".result-count"), /^1 of 5 runs$/);
      await dashboard.page.reload();
      await expect.poll(ids).toEqual([DEMO_RUNS.batchNorm]);
    });

    it("completes fields and values from the keyboard", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      const { page } = dashboard;
      await page.keyboard.press("/");
      await page.keyboard.type("sta");
      await page.getByRole("option", { name: /^state/ }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.keyboard.type("= fai");
      await page.getByRole("option", { name: /^failed/ }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect.poll(ids).toEqual([DEMO_RUNS.failed]);
      expect(await page.getByLabel("Filter runs").inputValue()).toBe("state = failed ");
    });

    it("says what is wrong with it, and where, while the table stays", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      await dashboard.page.getByLabel("Filter runs").fill("val_acuracy > 0.9");
      const problem = dashboard.page.getByRole("alert");
      await expectText(problem, /val_acuracy[\s\S]*val_accuracy/);
      expect(await lines().count()).toBe(5);
      await dashboard.page.getByLabel("Filter runs").fill("val_accuracy > 0.9");
      await problem.waitFor({ state: "hidden" });
      expect(dashboard.problems.splice(0).join()).toContain("400"); // the browser's own report
    });

    it("has states and tags that take one click", async () => {
      dashboard.demo.deps.store.annotateRuns([DEMO_RUNS.plain], { addTags: ["keep"] });
      await dashboard.open(`/?${NO_CHART}`);
      await dashboard.page.getByRole("button", { name: "finished", exact: true }).click();
      await expect.poll(ids).toEqual([DEMO_RUNS.plain, DEMO_RUNS.batchNorm]);
      await dashboard.page.getByRole("button", { name: "keep", exact: true }).click();
      await expect.poll(ids).toEqual([DEMO_RUNS.plain]);
      await dashboard.page.getByRole("button", { name: "finished", exact: true }).click();
      const filter = dashboard.page.getByLabel("Filter runs");
      await expect.poll(() => filter.inputValue()).toBe("tag:keep"); // drawn a moment after the click
    });

    it("says that nothing matches, with a way back", async () => {
      await dashboard.open(`/?${NO_CHART}&where=seed+%3D+123456`);
      await dashboard.page.getByText("No run matches the filter").waitFor();
      await dashboard.page.getByRole("button", { name: "Show all runs" }).click();
      await expect.poll(() => lines().count()).toBe(5);
    });
  });

  describe("groups", () => {
    it("sum runs up by what they have in common, and open to show them", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      await dashboard.page.getByRole("button", { name: "Group", exact: false }).first().click();
      await dashboard.page.getByLabel("batch_norm", { exact: true }).check();
      await dashboard.page.keyboard.press("Escape");
      const group = dashboard.page.locator(".group-line").filter({ hasText: "batch_norm = false" });
      await expectText(group, /\d runs.*best.*n = \d/);
      await group.getByRole("button").click();
      await expect.poll(ids).toContain(DEMO_RUNS.plain);
      expect(await group.getByRole("button").getAttribute("aria-expanded")).toBe("true");
      expect(new URL(dashboard.page.url()).searchParams.get("group")).toBe("batch_norm");
    });
  });

  describe("ticked runs", () => {
    it("are kept in the address, also a range and all that match", async () => {
      await dashboard.open(`/?${NO_CHART}`);
      await tick(DEMO_RUNS.plain);
      await row(DEMO_RUNS.augmented)
        .getByRole("checkbox")
        .click({ modifiers: ["Shift"] });
      const chosen = () => new URL(dashboard.page.url()).searchParams.get("runs");
      const first = [DEMO_RUNS.plain, DEMO_RUNS.batchNorm, DEMO_RUNS.augmented].join();
      await expect.poll(chosen).toBe(first);
      await dashboard.page.getByLabel("tick all runs", { exact: true }).check();
      await expect.poll(chosen).toBe("all");
      await tick(DEMO_RUNS.failed);
      await expect.poll(chosen).toBe([first, DEMO_RUNS.both].join());
    });

    it("are tagged, noted, pinned and archived, with a way back", async () => {
      const { page, demo } = dashboard;
      const record = (id: string) => demo.deps.store.getRun(id);
      await dashboard.open(`/?${NO_CHART}&cols=tags,note`);
      await tick(DEMO_RUNS.plain);
      await tick(DEMO_RUNS.failed);
      const bar = page.getByRole("toolbar", { name: "Ticked runs" });
      await bar.getByRole("button", { name: "Tag", exact: true }).click();
      await page.getByLabel("New tag").fill("look-again");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await row(DEMO_RUNS.failed).getByText("look-again").waitFor();
      await bar.getByRole("button", { name: "Note" }).click();
      await page.getByRole("textbox", { name: "Note" }).fill("too hot");
      await page.getByRole("button", { name: "Save" }).click();
      await row(DEMO_RUNS.plain).getByText("too hot").waitFor();
      await bar.getByRole("button", { name: "Pin" }).click();
      await row(DEMO_RUNS.failed).getByLabel("pinned").waitFor();
      const firstTwo = async () => (await ids()).slice(0, 2).sort();
      await expect.poll(firstTwo).toEqual([DEMO_RUNS.plain, DEMO_RUNS.failed]);
      await bar.getByRole("button", { name: "Archive" }).click();
      await row(DEMO_RUNS.plain).waitFor({ state: "detached" });
      expect(record(DEMO_RUNS.plain)?.annotations.archived).toBe(true);
      await page.getByRole("button", { name: "Undo" }).click();
      await row(DEMO_RUNS.plain).waitFor();
      expect(record(DEMO_RUNS.failed)?.annotations).toEqual({
        ...{ tags: ["look-again"], note: "too hot", pinned: true, archived: false },
      });
    });

    it("go to the comparison", async () => {
      await dashboard.open(`/?${NO_CHART}&runs=${DEMO_RUNS.plain}`);
      const compare = dashboard.page.getByRole("button", { name: "Compare" });
      expect(await compare.isDisabled()).toBe(true);
      await tick(DEMO_RUNS.batchNorm);
      await compare.click();
      await dashboard.page.waitForURL(`**/compare?runs=${DEMO_RUNS.plain}*${DEMO_RUNS.batchNorm}`);
    });
  });

  it("downloads what is shown as CSV", async () => {
    await dashboard.open(`/?${NO_CHART}&cols=val_accuracy,batch_norm&where=state+%3D+finished`);
    const download = dashboard.page.waitForEvent("download");
    await dashboard.page.getByRole("button", { name: "CSV" }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const [header, ...rows] = Buffer.concat(chunks).toString().trim().split(/\r?\n/);
    expect(header).toBe("id,name,val_accuracy,batch_norm");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(new RegExp(`^${DEMO_RUNS.batchNorm},.*,0\\.991\\d+,true$`));
  });

  it("saves a view under a name, and goes back to it", async () => {
    const { page } = dashboard;
    await dashboard.open(`/?${NO_CHART}&cols=duration&sort=-duration`);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByLabel("Name of this view").fill("slow ones");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "slow ones" }).waitFor();
    await dashboard.open("/");
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("link", { name: "slow ones" }).click();
    await expect.poll(titles).toEqual(["run", "duration"]);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("button", { name: "Forget the view slow ones" }).click();
    await page.getByText("None is saved yet").waitFor();
  });

  describe("the keyboard", () => {
    it("moves, ticks and opens without the mouse, and lists its keys behind ?", async () => {
      const { page } = dashboard;
      await dashboard.open(`/?${NO_CHART}`);
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      const focused = () => page.evaluate("document.activeElement.getAttribute('data-run')");
      await expect.poll(focused).toBe(DEMO_RUNS.batchNorm);
      await page.keyboard.press("x");
      await page.keyboard.press("Shift+ArrowDown");
      await expect
        .poll(() => new URL(page.url()).searchParams.get("runs"))
        .toBe([DEMO_RUNS.batchNorm, DEMO_RUNS.augmented].join());
      await page.keyboard.press("?");
      const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
      await expectText(sheet, /filter[\s\S]*compare the ticked runs/);
      await page.keyboard.press("j"); // nothing moves behind a dialog
      await page.keyboard.press("Escape");
      await page.keyboard.press("k");
      await expect.poll(focused).toBe(DEMO_RUNS.batchNorm);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/runs/${DEMO_RUNS.batchNorm}`);
      await page.keyboard.press("g");
      await page.keyboard.press("r");
      await page.locator("table.runs").waitFor();
    });
  });

  describe("while it is open", () => {
    it("shows new values, states and champions without a reload and without moving anything", async () => {
      const { page, demo } = dashboard;
      await page.addInitScript(recordLayoutShifts);
      await dashboard.open("/");
      await page.locator("canvas").first().waitFor();
      logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
      await expectText(row(DEMO_RUNS.augmented).locator(".progress-text"), /^66 %$/);
      demo.deps.store.claimRun(DEMO_RUNS.both, DEMO_BEGIN + 140_000);
      await row(DEMO_RUNS.both).getByText("running").waitFor();
      demo.deps.store.promote("champion", DEMO_RUNS.plain, "simpler", DEMO_BEGIN + 141_000);
      await row(DEMO_RUNS.plain).getByText("champion").waitFor();
      expect(await row(DEMO_RUNS.batchNorm).getByText("champion").count()).toBe(0);
      expect(await page.evaluate("window.layoutShifts")).toEqual([]);
    });

    it("moves nothing on a narrow screen while runs begin, log their first values and end", async () => {
      const { page, demo } = dashboard;
      const { store } = demo.deps;
      await page.setViewportSize({ width: 360, height: 780 });
      addSweep(store, "fresh");
      await dashboard.open("/?sweep=fresh");
      await page.locator(".chart-status").waitFor();
      const boxes = async () => {
        const places = [".sweep-header", ".chart-area", ".runs-card", "tr[data-run]"];
        return Promise.all(places.map((place) => page.locator(place).first().boundingBox()));
      };
      const before = await boxes();
      const controls = page.locator(".live-controls:not(.is-absent)");
      for (const id of ["fresh1", "fresh2"]) store.claimRun(id, DEMO_BEGIN);
      await controls.waitFor();
      expect(await boxes()).toEqual(before);
      for (const id of ["fresh1", "fresh2"]) logEpoch(store, id, 1, 0.9, 0);
      await page.locator(".chart-status").waitFor({ state: "detached" });
      expect(await boxes()).toEqual(before);
      finishRun(store, demo.runsDir, "fresh1");
      store.endRun("fresh2", "failed", CRASHED, DEMO_BEGIN + 9_000);
      await page.getByRole("button", { name: "Retry 1" }).waitFor();
      await controls.waitFor({ state: "detached" });
      expect(await boxes()).toEqual(before);
    });

    it("takes in runs that the experiment adds", async () => {
      const { store } = dashboard.demo.deps;
      await dashboard.open(`/?${NO_CHART}`);
      const sweep = store.findSweep(DEMO_SWEEP);
      const runs = store.listSweepRuns(sweep?.id ?? 0);
      const [first] = runs;
      if (!sweep || !first) throw new Error("expected the demo's sweep");
      const added = { ...first, id: "bbbb00000001", key: "b", name: "one more" };
      store.setSweepRuns(sweep.id, [...runs, added], DEMO_BEGIN + 142_000);
      await row(added.id).waitFor();
    });

    it("misses nothing when the server goes away and comes back", async () => {
      const { page, demo } = dashboard;
      await dashboard.open(`/?${NO_CHART}`);
      await dashboard.stopServer();
      await page.getByText("reconnecting…").waitFor();
      logEpoch(demo.deps.store, DEMO_RUNS.augmented, 4, 0.993, 2);
      await dashboard.startServer();
      await page.getByText("live", { exact: true }).waitFor();
      await expectText(row(DEMO_RUNS.augmented).locator(".progress-text"), /^66 %$/);
      dashboard.problems.length = 0; // the browser's own reports of failed requests
    });

    it("does not grow", async () => {
      const { page, demo } = dashboard;
      await dashboard.open(`/?${NO_CHART}`);
      const session = await page.context().newCDPSession(page);
      const size = async () => {
        await session.send("HeapProfiler.collectGarbage");
        const { jsHeapUsedSize, nodes } = await session
          .send("Memory.getDOMCounters")
          .then(async (counters) => ({
            nodes: counters.nodes,
            jsHeapUsedSize: (await session.send("Runtime.getHeapUsage")).usedSize,
          }));
        return { heap: jsHeapUsedSize, nodes };
      };
      const update = async (rounds: number) => {
        for (let i = 0; i < rounds; i++) {
          const note = `note ${i}`;
          demo.deps.store.annotateRuns([DEMO_RUNS.plain], { note });
          await page.waitForResponse((response) => response.url().includes("/api/runs?"));
        }
      };
      await update(5);
      const before = await size();
      await update(25);
      const after = await size();
      expect(after.nodes).toBeLessThan(before.nodes + 100);
      expect(after.heap).toBeLessThan(before.heap + 2e6);
    });
  });

  describe("looks", () => {
    it("follow the system, unless the user chose", async () => {
      const { page } = dashboard;
      const background = () =>
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
      await page.emulateMedia({ colorScheme: "dark" });
      await dashboard.open("/");
      expect(await background()).toBe("rgb(18, 21, 26)");
      await page.emulateMedia({ colorScheme: "light" });
      await expect.poll(background).toBe("rgb(246, 245, 241)");
      await page.getByRole("button", { name: /^Colours: auto/ }).click();
      await page.getByRole("button", { name: /^Colours: light/ }).click();
      await expect.poll(background).toBe("rgb(18, 21, 26)");
      await page.reload();
      await expect.poll(background).toBe("rgb(18, 21, 26)");
    });

    for (const width of [360, 1280, 3840]) {
      for (const colorScheme of ["light", "dark"] as const) {
        it(`are accessible and fit ${width} pixels in ${colorScheme}`, async () => {
          const { page } = dashboard;
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 1000 });
          await dashboard.open(`/?runs=${DEMO_RUNS.plain}`);
          await page.locator("canvas").first().waitFor();
          expect(await axeViolations(page)).toEqual([]);
          const scroll = await page.evaluate("document.documentElement.scrollWidth");
          expect(scroll).toBeLessThanOrEqual(width);
        });
      }
    }

    it("are accessible in dialogs and menus, too", async () => {
      const { page } = dashboard;
      await dashboard.open(`/?${NO_CHART}`);
      await page.getByRole("button", { name: /^Columns/ }).click();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  describe("without runs", () => {
    beforeEach(() => dashboard.restart({ isEmpty: true }));

    it("says what to do, and shows the first sweep as it appears", async () => {
      await dashboard.open("/");
      const text = await dashboard.page.locator("main").textContent();
      expect(text).toContain("No runs yet");
      expect(text).toContain("sweep run experiments/bn-aug.yaml");
      const metric = { name: "val_accuracy", goal: "maximize" } as const;
      const sweep = { name: "first", description: "", source: "", file: "/a.yaml", method: "grid" };
      dashboard.demo.deps.store.saveSweep({ ...sweep, metric }, DEMO_BEGIN);
      await dashboard.page.getByRole("heading", { name: "first" }).waitFor();
    });
  });

  it("says which sweeps exist when the address names another", async () => {
    await dashboard.open("/?sweep=nope");
    expect(await dashboard.page.locator("main").textContent()).toBe(
      `There is no sweep “nope”These exist: ${DEMO_SWEEP}`,
    );
    await dashboard.page.getByRole("link", { name: DEMO_SWEEP }).click();
    await dashboard.page.locator("table.runs").waitFor();
    expect(dashboard.problems.filter((problem) => !problem.includes("404"))).toEqual([]);
    dashboard.problems.length = 0; // the browser's own report that no such sweep is there
  });

  it("asks for the runs of the sweep that the address names without waiting for the list of sweeps", async () => {
    const { page } = dashboard;
    const asked = ["runs?", "columns?"].map((path) => page.waitForRequest(`**/api/${path}*`));
    await page.route("**/api/sweeps", async (route) => {
      await Promise.all(asked);
      await route.continue();
    });
    await page.goto(`${dashboard.url}/?${new URLSearchParams({ sweep: DEMO_SWEEP })}`);
    await page.locator("table.runs").waitFor();
  });

  it("tries all of it again where nothing of the sweep that the address names could be read", async () => {
    const { page } = dashboard;
    await page.route("**/api/*", (route) => route.abort());
    await page.goto(`${dashboard.url}/?${new URLSearchParams({ sweep: DEMO_SWEEP })}`);
    await page.getByText("The server does not answer").waitFor();
    await page.unroute("**/api/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("table.runs").waitFor();
    dashboard.problems.length = 0; // the browser's own reports of the failed requests
  });

  it("says so when the server fails, and tries again", async () => {
    const { page } = dashboard;
    await page.route("**/api/sweeps", (route) => route.abort());
    await page.goto(dashboard.url);
    await page.getByText("The server does not answer").waitFor();
    await page.unroute("**/api/sweeps");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("table.runs").waitFor();
    dashboard.problems.length = 0; // the browser's own report of the failed request
  });
});
