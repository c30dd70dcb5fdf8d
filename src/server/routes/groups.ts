import { z } from "zod";
import type { RunGroup as GroupItem, GroupList } from "../../api/groups.js";
import { SweepError } from "../../core/errors.js";
import type { Metric } from "../../core/metric-goal.js";
import { formatField } from "../../query/fields.js";
import type { Field, KnownNames } from "../../query/filter.js";
import { formatEquality } from "../../query/format-filter.js";
import { typeOf } from "../../query/literals.js";
import { parseFields } from "../../query/parse-fields.js";
import { groupRuns, type RunGroup } from "../../selection/group-runs.js";
import type { ServerDeps } from "../deps.js";
import { type AskedRuns, askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";

const query = runsQuery.omit({ sort: true }).extend({
  by: z.string().default(""),
  metric: z.string().optional(),
});

export function groupsRoute(deps: ServerDeps): Route {
  const { store } = deps;
  return get({
    path: "/api/groups",
    params: z.strictObject({}),
    query,
    handle({ query: { by: text, metric: name, ...asked } }) {
      const revision = store.latestRevision();
      const runs = askedRuns({ ...asked, sort: "" }, deps);
      const metric = metricOf(name, runs);
      const by = groupFields(text || "variant", runs.known);
      const groups = groupRuns({ store, query: runs.query, by, metric });
      const list: GroupList = {
        by: by.map((field) => formatField(field, runs.known)),
        metric,
        groups: groups.map((group) => toItem(group, by, runs.known)),
        total: groups.reduce((sum, group) => sum + group.runs, 0),
        revision,
      };
      return { type: "json", value: list };
    },
  });
}

/** @throws SweepError("usage") for a metric that no run has logged. */
function metricOf(name: string | undefined, { sweep, known }: AskedRuns): Metric | null {
  if (name === undefined) return sweep?.metric ?? null;
  const metric = known.metrics.find((each) => each.name === name);
  if (metric) return metric;
  const names = known.metrics.map((each) => `\`${each.name}\``).join(", ");
  throw new SweepError("usage", `metric: expected one of ${names}, got \`${name}\``);
}

/** Groups are disjoint and have a filter each, so a field must have one value that can be asked for. */
function groupFields(text: string, known: KnownNames): Field[] {
  return parseFields(text, { known, where: "by" }).map((field) => {
    const isMultiple = field.kind === "builtin" && ["tag", "sweep"].includes(field.name);
    if (!isMultiple && !["time", "duration"].includes(typeOf(field))) return field;
    const name = formatField(field, known);
    throw new SweepError(
      "usage",
      `by: expected a parameter, or a field with one value that is no time, got \`${name}\``,
    );
  });
}

function toItem({ values, ...rest }: RunGroup, by: readonly Field[], known: KnownNames): GroupItem {
  const key = by.map((field, i) => [formatField(field, known), values[i]] as const);
  return {
    key: Object.fromEntries(key.filter(([, value]) => value !== undefined)) as GroupItem["key"],
    where: by.map((field, i) => formatEquality(field, values[i], known)).join(" and "),
    ...rest,
  };
}
