import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseChartState,
  writeChartState,
} from "../../../dashboard/src/charts/state/chart-query.js";
import {
  type ChartState,
  defaultChartState,
  MOST_CHOICES,
  PANELS,
} from "../../../dashboard/src/charts/state/chart-state.js";

const written = (state: ChartState) => {
  const query = new URLSearchParams();
  writeChartState(state, query);
  return query;
};
const read = (text: string) => parseChartState(new URLSearchParams(text));

describe("the charts' part of the address", () => {
  it("is empty where everything is left to us", () => {
    expect(written(defaultChartState()).toString()).toBe("");
    expect(read("")).toEqual(defaultChartState());
  });

  it("brings back whatever was chosen", () => {
    fc.assert(
      fc.property(anyState(), (state) => {
        const query = written(state);
        expect(parseChartState(new URLSearchParams(query.toString()))).toEqual(state);
      }),
    );
  });

  it("reads as people write it", () => {
    const state = read(
      "chart=parallel&metric=loss&metric=val_loss&smooth=0.6&log=xy&zoom=x:0..300,y:0.9..1&scale=log:lr",
    );
    expect(state.panel).toBe("parallel");
    expect(state.curves).toMatchObject({
      ...{ metrics: ["loss", "val_loss"], smoothing: 0.6, logX: true, logY: true },
      zoom: { x: [0, 300], y: [0.9, 1] },
    });
    expect(state.scales).toEqual({ lr: "log" });
    expect(read("chart=none").panel).toBeNull();
  });

  it.each([
    "chart=nonsense&x=miles&smooth=much&most=7&zoom=x:9..1&brush=[1&goals=up,down&scale=cubic:lr&band=b",
    "brush=3&zoom=x:a..b&smooth=-1",
    'brush={"lr":{"low":"a"},"x":null}',
  ])("leaves to us what it cannot read: %s", (text) => {
    expect(read(text)).toEqual(defaultChartState());
  });

  it("keeps the weight of smoothing below 1", () => {
    expect(read("smooth=7").curves.smoothing).toBe(0.99);
  });
});

function anyState(): fc.Arbitrary<ChartState> {
  const name = fc.string({ minLength: 1 });
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const end = fc.integer({ min: -1000, max: 1000 });
  const ends = fc
    .tuple(end, end)
    .filter(([a, b]) => a < b)
    .map(([a, b]): [number, number] => [a, b]);
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0);
  const brush = fc.oneof(
    fc.record({ low: number, high: number }),
    fc.record({ names: fc.array(fc.string()) }),
  );
  const goal = maybe(fc.constantFrom("minimize" as const, "maximize" as const));
  const field = name.filter((each) => each !== "__proto__" && !/[\n\r\u2028\u2029]/.test(each));
  const zoom = fc.oneof(fc.constant(null), fc.record({ x: ends }), fc.record({ x: ends, y: ends }));
  return fc.record({
    panel: maybe(fc.constantFrom(...PANELS)),
    curves: fc.record({
      metrics: maybe(fc.array(name, { minLength: 1 })),
      x: maybe(fc.constantFrom("epoch" as const, "step" as const, "time" as const)),
      fromSweep: fc.boolean(),
      smoothing: fc.integer({ min: 0, max: 99 }).map((each) => each / 100),
      logX: fc.boolean(),
      logY: fc.boolean(),
      robust: fc.boolean(),
      band: maybe(fc.constantFrom("interval" as const, "range" as const, "off" as const)),
      most: fc.constantFrom(...MOST_CHOICES),
      zoom,
    }),
    parallel: fc.record({
      axes: maybe(fc.array(name, { minLength: 1 })),
      colour: maybe(name),
      brushes: fc.dictionary(field, brush),
    }),
    plane: fc.record({ x: maybe(name), y: maybe(name), colour: maybe(name), zoom }),
    pareto: fc.record({
      x: maybe(name),
      y: maybe(name),
      goals: fc.record({ x: goal, y: goal }),
      zoom,
    }),
    bestZoom: zoom,
    over: fc.constantFrom("time" as const, "runs" as const),
    metric: maybe(name),
    scales: fc.dictionary(field, fc.constantFrom("log" as const, "linear" as const)),
  });
}
