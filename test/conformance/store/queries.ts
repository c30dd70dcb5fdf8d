import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { JsonValue, Parameters } from "../../../src/core/json.js";
import { BUILTIN_NAMES } from "../../../src/query/builtins.js";
import { type Field, type Filter, METRIC_STATS } from "../../../src/query/filter.js";
import { typeOf } from "../../../src/query/literals.js";
import { parseFields, parseSort } from "../../../src/query/parse-fields.js";
import { parseFilter } from "../../../src/query/parse-filter.js";
import type { RunQuery, Store } from "../../../src/store/store.js";
import { evaluate, type PlainRun } from "../../query/evaluate.js";
import { batch, CRASHED, FINISHED, newRun, newSweep, point } from "../../store/examples.js";
import type { Stores } from "./stores.js";

const NOW = 1_000;

/** Six runs of one sweep, `digits`, and one of another; see `fill`. */
export function queryTests(stores: () => Stores): void {
  const query = (changes: Partial<RunQuery> = {}): RunQuery => ({
    sweepId: null,
    now: NOW,
    ...changes,
  });
  const ids = (changes: Partial<RunQuery> = {}) =>
    stores()
      .reader.queryRuns(query(changes))
      .runs.map(({ id }) => id);
  const known = () => stores().reader.knownNames();
  const where = (text: string) => {
    const filter = parseFilter(text, { known: known(), now: NOW, where: "where" });
    return ids({ filter }).sort().join(" ");
  };
  const sorted = (text: string, changes: Partial<RunQuery> = {}) =>
    ids({ sort: parseSort(text, { known: known(), where: "sort" }), ...changes }).join(" ");

  describe("a query of runs", () => {
    beforeEach(() => fill(stores().writer));

    it.each([
      ["lr = 0.1", "aa bb"],
      ["lr != 0.1", "cc dd ee ff gg"],
      ["lr < 0.1", "cc"],
      ["not lr >= 0.1", "cc dd ee ff gg"],
      ["lr is missing", "ee ff gg"],
      ["lr = small", "dd"],
      ["lr > medium", "dd"],
      ["augment = false", "aa bb"],
      ["augment.shift > 1", "cc"],
      ['augment = {"zoom": 0.1, "shift": 2}', "cc"],
      ["layers = [32, 10]", "aa"],
      ["layers in ([32, 10], [5])", "aa bb"],
      ["decay = null", "aa"],
      ["missing(decay)", "bb cc dd ee ff gg"],
      ["optimizer ~ ADAM", "aa bb"],
      ["optimizer !~ adam and optimizer is not missing", "cc"],
      ["optimizer in (adam, sgd)", "aa cc"],
      ["loss < 0.5", "aa"],
      ["loss.last >= 3", "bb"],
      ["loss.max > 1 and loss.min < 1", "aa"],
      ["loss.count = 2", "aa bb"],
      ["loss.nonfinite = NaN", "cc"],
      ["missing(loss)", "cc dd ee ff gg"],
      ["loss.last is missing", "cc dd ee ff gg"],
      ["tag:keep", "aa bb"],
      ["tag:keep and not tag:old", "aa"],
      ["tag != keep and tag is not missing", "cc"],
      ["tag ~ EE", "aa bb"],
      ["note ~ 'best of'", "aa"],
      ["missing(note)", "bb cc dd ee ff gg"],
      ["pinned or archived", "bb ee"],
      ["state in (finished, failed)", "aa bb"],
      ["outcome = exit-code", "bb"],
      ["sweep = other", "ff gg"],
      ["sweep != other", "aa bb cc dd ee"],
      ["duration > 0.5s", "cc"],
      ["duration <= 0.02s", "aa bb"],
      ["created < 1970-01-03", "aa bb cc dd ee ff gg"],
      ["ended is missing", "cc dd ee ff gg"],
      ["backend = cpu", "aa"],
      ["seed = 1", "bb"],
      ["attempt = 0", "dd ee ff gg"],
      ["id in (aa, ff)", "aa ff"],
      ["`odd name` = 1", "ee"],
      ["lr = 0.1 and loss > 1 or tag:x", "bb"],
    ])("finds by `%s`: %s", (text, found) => {
      expect(where(text)).toBe(found);
    });

    it("knows no duration of a run that is lost", () => {
      const text = { known: known(), now: NOW, where: "where" };
      const filter = parseFilter("duration > 0.5s", text);
      expect(ids({ filter })).toEqual(["cc"]);
      expect(ids({ filter, lost: () => ["cc"] })).toEqual([]);
      const fields = parseFields("state,duration", text);
      const values = query({ filter: parseFilter("id = cc", text), lost: () => ["cc"] });
      expect(stores().reader.runValues(values, fields).columns).toEqual([["lost"], [undefined]]);
    });

    it("takes every value as a value, whatever is in it", () => {
      const text = `name = "x'); drop table runs; --" or optimizer = "'" or tag:"\\""`;
      expect(where(text)).toBe("");
      expect(ids()).toHaveLength(7);
    });

    it("can have a thousand conditions", () => {
      expect(where(Array(1500).fill("lr = 0.1").join(" and "))).toBe("aa bb");
      expect(where(Array(1500).fill("lr = 0.1").join(" or "))).toBe("aa bb");
    });

    it("is in the order of the experiment, or of all runs with the newest first", () => {
      const { id } = stores().reader.findSweep("digits") ?? { id: 0 };
      expect(ids({ sweepId: id })).toEqual(["aa", "bb", "cc", "dd", "ee"]);
      expect(ids()).toEqual(["gg", "ff", "ee", "dd", "cc", "bb", "aa"]);
    });

    it("leaves out what the experiment lists no longer, unless it is asked for all", () => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 60);
      writer.setSweepRuns(id, [newRun("cc"), newRun("aa")], 60);
      expect(ids({ sweepId: id })).toEqual(["cc", "aa"]);
      expect(ids({ sweepId: id, all: true })).toEqual(["cc", "aa", "bb", "dd", "ee"]);
    });

    it("is sorted by types, then values, with the missing ones last either way", () => {
      expect(sorted("lr,id")).toBe("cc aa bb dd ee ff gg");
      expect(sorted("-lr,id")).toBe("dd aa bb cc ee ff gg");
      expect(sorted("augment,id")).toBe("aa bb cc dd ee ff gg");
      expect(sorted("-loss,id")).toBe("bb aa cc dd ee ff gg");
      expect(sorted("state,-id")).toBe("bb aa gg ff ee dd cc");
      expect(sorted("tag,id")).toBe("aa bb cc dd ee ff gg");
      expect(sorted("-sweep,-id")).toBe("gg ff ee dd cc bb aa");
    });

    it("puts pinned runs first, leaves archived ones out or shows them alone, as it is asked to", () => {
      expect(sorted("id", { pinnedFirst: true })).toBe("bb aa cc dd ee ff gg");
      expect(sorted("id", { archived: "without" })).toBe("aa bb cc dd ff gg");
      expect(sorted("id", { archived: "only" })).toBe("ee");
    });

    it("gives a page and tells how many there are", () => {
      const sort = parseSort("id", { known: known(), where: "sort" });
      const page = stores().reader.queryRuns(query({ sort }), { limit: 2, offset: 3 });
      expect(page.runs.map(({ id }) => id)).toEqual(["dd", "ee"]);
      expect(page.total).toBe(7);
      expect(page.runs[0]).toEqual(stores().reader.getRun("dd"));
    });

    it("gives the values of fields, a column for each", () => {
      const text = "lr,augment,augment.shift,decay,loss,loss.last,tag,pinned,seed,sweep,note";
      const fields = parseFields(text, { known: known(), where: "fields" });
      const filter = parseFilter("id in (aa, bb, cc)", { known: known(), now: NOW, where: "" });
      const sort = parseSort("id", { known: known(), where: "sort" });
      expect(stores().reader.runValues(query({ filter, sort }), fields)).toEqual({
        ids: ["aa", "bb", "cc"],
        columns: [
          [0.1, 0.1, 0.01],
          [false, false, { shift: 2, zoom: 0.1 }],
          [undefined, undefined, 2],
          [null, undefined, undefined],
          [0.25, 2, undefined],
          [0.25, 3, "NaN"],
          [["keep"], ["keep", "old"], ["new"]],
          [false, true, false],
          [-7, 1, -7],
          [["digits"], ["digits"], ["digits"]],
          ["the best of them", undefined, undefined],
        ],
      });
    });

    it("agrees with a plain reading of the filter, whatever the filter", () => {
      const { reader } = stores();
      const runs: PlainRun[] = reader.listRuns().map((record) => ({
        record,
        metrics: reader.summaries([record.id]).get(record.id) ?? [],
        sweeps: reader.sweepsOf(record.id),
      }));
      fc.assert(
        fc.property(filters, (filter) => {
          const expected = runs.filter((run) => evaluate(filter, run, NOW));
          expect(ids({ filter })).toEqual(expected.map(({ record }) => record.id));
        }),
        { numRuns: 300 },
      );
    });
  });

  describe("what runs can be asked about", () => {
    beforeEach(() => fill(stores().writer));

    it("is every parameter by its dotted name and every metric, logged or judged by", () => {
      expect(known()).toEqual({
        parameters: [
          ...["augment", "augment.shift", "augment.zoom", "decay", "layers", "lr"],
          ...["odd name", "optimizer"],
        ],
        metrics: [
          { name: "accuracy", goal: "maximize" },
          { name: "loss", goal: "minimize" },
          { name: "val_accuracy", goal: "maximize" },
        ],
      });
      const judged = stores().reader.knownNames({ name: "loss", goal: "maximize" });
      expect(judged.metrics[1]).toEqual({ name: "loss", goal: "maximize" });
    });

    it("is summed up over the runs of a sweep", () => {
      const { reader } = stores();
      const { id } = reader.findSweep("digits") ?? { id: 0 };
      const [augment, shift, ...rest] = reader.parameterSummaries(id);
      expect(augment).toEqual({
        ...{ name: "augment", types: ["boolean", "object"], runs: 3, distinct: 2 },
        ...{ values: [false, { shift: 2, zoom: 0.1 }], min: null, max: null },
      });
      expect(shift).toMatchObject({ name: "augment.shift", min: 2, max: 2, values: [2] });
      expect(rest.find(({ name }) => name === "lr")).toEqual({
        ...{ name: "lr", types: ["number", "string"], runs: 4, distinct: 3 },
        ...{ values: [0.01, 0.1, "small"], min: 0.01, max: 0.1 },
      });
      const { id: other } = reader.findSweep("other") ?? { id: 0 };
      expect(reader.parameterSummaries(other)).toEqual([]);
      expect(reader.metricRanges(other)).toEqual([]);
      expect(reader.metricRanges(id)).toEqual([
        { name: "loss", runs: 3, lowest: { min: 0.25, max: 2 }, highest: { min: 1.5, max: 3 } },
      ]);
      expect(reader.tagCounts(id)).toEqual([
        { name: "keep", runs: 2 },
        { name: "new", runs: 1 },
        { name: "old", runs: 1 },
      ]);
      expect(reader.countRuns(id)).toMatchObject({ queued: 2, running: 1, finished: 1, failed: 1 });
      expect(reader.countRuns(null).queued).toBe(4);
    });

    it("knows of how many variants the runs are, and whether any is a fold", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep({ name: "folded" }), 70);
      expect(reader.variantCounts(id)).toEqual({ variants: 0, folded: false });
      const runs = [0, 1].map((index) => {
        const run = withParameters(`fold${index}`, { x: 0 });
        return { ...run, definition: { ...run.definition, fold: { index, count: 2 } } };
      });
      writer.setSweepRuns(id, [...runs, withParameters("alone", { x: 1 })], 71);
      expect(reader.variantCounts(id)).toEqual({ variants: 2, folded: true });
      const { id: other } = reader.findSweep("digits") ?? { id: 0 };
      expect(reader.variantCounts(other).folded).toBe(false);
      expect(reader.variantCounts(null).folded).toBe(true);
    });

    it("is summed up over a sweep's runs alone, also where runs of another were made between them", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep({ name: "gaps" }), 70);
      const { id: inside } = writer.saveSweep(newSweep({ name: "inside" }), 70);
      const [a, b, c] = ["g1", "g2", "g3"].map((name, x) => withParameters(name, { x }));
      if (!a || !b || !c) throw new Error("three runs");
      writer.setSweepRuns(id, [a], 71);
      writer.setSweepRuns(inside, [b], 72);
      writer.setSweepRuns(id, [a, c], 73);
      const summaries = [id, inside].map((sweep) => reader.parameterSummaries(sweep));
      expect(summaries).toMatchObject([
        [{ name: "x", runs: 2, values: [0, 2], min: 0, max: 2 }],
        [{ name: "x", runs: 1, values: [1], min: 1, max: 1 }],
      ]);
    });

    it("lists no values of a parameter that has more than fifty", () => {
      const { writer, reader } = stores();
      const { id } = writer.saveSweep(newSweep({ name: "many" }), 70);
      const runs = Array.from({ length: 60 }, (_, i) => withParameters(`m${i}`, { x: i, one: 1 }));
      writer.setSweepRuns(id, runs, 70);
      expect(reader.parameterSummaries(id)).toMatchObject([
        { name: "one", distinct: 1, values: [1] },
        { name: "x", distinct: 60, values: null, min: 0, max: 59 },
      ]);
    });
  });
}

function withParameters(id: string, parameters: Parameters, seed = -7) {
  const run = newRun(id);
  return { ...run, definition: { ...run.definition, parameters, seed } };
}

function fill(store: Store): void {
  const digits = store.saveSweep(newSweep(), 10);
  const runs = [
    withParameters("aa", {
      lr: 0.1,
      augment: false,
      optimizer: "adam",
      layers: [32, 10],
      decay: null,
    }),
    withParameters("bb", { lr: 0.1, augment: false, optimizer: "adamw", layers: [5] }, 1),
    withParameters("cc", { lr: 0.01, augment: { shift: 2, zoom: 0.1 }, optimizer: "sgd" }),
    withParameters("dd", { lr: "small" }),
    withParameters("ee", { "odd name": 1 }),
  ];
  store.setSweepRuns(digits.id, runs, 10);
  const metric = { name: "accuracy", goal: "maximize" } as const;
  const other = store.saveSweep(newSweep({ name: "other", metric }), 50);
  store.setSweepRuns(other.id, [withParameters("ff", {}), withParameters("gg", {})], 50);
  for (const id of ["aa", "bb", "cc"]) store.claimRun(id, 100);
  const log = (id: string, ...values: number[]) =>
    store.ingest(batch(id, 9, { metrics: values.map((value, i) => point(i, value)) }), 110);
  log("aa", 1.5, 0.25);
  log("bb", 2, 3);
  log("cc", Number.NaN);
  store.ingest(batch("aa", 10, { summary: { backend: "cpu" } }), 111);
  store.endRun("aa", "finished", FINISHED, 110);
  store.endRun("bb", "failed", CRASHED, 120);
  store.annotateRuns(["aa", "bb"], { addTags: ["keep"] });
  store.annotateRuns(["bb"], { addTags: ["old"], pinned: true });
  store.annotateRuns(["cc"], { addTags: ["new"] });
  store.annotateRuns(["aa"], { note: "the best of them" });
  store.annotateRuns(["ee"], { archived: true });
}

const names = [
  "lr",
  "augment",
  "augment.shift",
  "augment.zoom",
  "decay",
  "layers",
  "optimizer",
  "no.such",
];
const parameters = fc.constantFrom(...names).map((name): Field => ({ kind: "parameter", name }));
const metrics = fc
  .record({
    name: fc.constantFrom("loss", "accuracy"),
    stat: fc.constantFrom(...METRIC_STATS),
    goal: fc.constantFrom("minimize" as const, "maximize" as const),
  })
  .map((metric): Field => ({ kind: "metric", ...metric }));
const builtins = fc
  .constantFrom(...BUILTIN_NAMES)
  .map((name): Field => ({ kind: "builtin", name }));
const fields = fc.oneof(parameters, metrics, builtins);

const numbers = fc.oneof(
  fc.constantFrom(0.1, 0.01, 2, 0.25, 3, 1.5, -7, 1, 0, 10, 110, 900),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const strings = fc.oneof(
  fc.constantFrom(
    "adam",
    "adamw",
    "small",
    "keep",
    "finished",
    "cpu",
    "digits",
    "NaN",
    "bb",
    "%",
    "_",
  ),
  fc.string({ unit: "grapheme" }),
);
const anything = fc.oneof(
  ...[numbers, strings, fc.boolean(), fc.constant(null)],
  fc.constantFrom<JsonValue>([32, 10], [5], [], {}, { zoom: 0.1, shift: 2 }, { shift: 2 }),
);

/** Of the type that the field has, as the parser makes sure of; a parameter may be anything. */
const values = { any: anything, text: strings, boolean: fc.boolean() };
const ordered = { any: fc.oneof(numbers, strings), text: strings };

function ofType<T extends string>(type: string, known: Record<T, fc.Arbitrary<JsonValue>>) {
  return type in known ? known[type as T] : numbers;
}

const comparisons: fc.Arbitrary<Filter> = fields.chain((field) => {
  const type = typeOf(field);
  const order: fc.Arbitrary<Filter> = fc
    .record({
      operator: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const),
      value: ofType(type, ordered) as fc.Arbitrary<number | string>,
    })
    .map((rest) => ({ type: "compare", field, ...rest }));
  return fc.oneof(
    fc.constant<Filter>({ type: "missing", field }),
    fc
      .array(ofType(type, values), { minLength: 1, maxLength: 3 })
      .map((wanted): Filter => ({ type: "equal", field, values: wanted })),
    strings.map((text): Filter => ({ type: "contains", field, text })),
    ...(type === "boolean" ? [] : [order]), // booleans have none
  );
});

const { filters } = fc.letrec<{ filters: Filter }>((tie) => ({
  filters: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparisons,
    tie("filters").map((part): Filter => ({ type: "not", part })),
    fc
      .record({
        type: fc.constantFrom("and" as const, "or" as const),
        parts: fc.array(tie("filters"), { minLength: 1, maxLength: 3 }),
      })
      .map((filter): Filter => filter),
  ),
}));
