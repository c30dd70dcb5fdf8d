import type { MetricGoal } from "../../core/metric-goal.js";
import { type ProcessIdentity, processIdentity } from "../../core/process-identity.js";
import type { SweepRecord } from "../../core/records.js";
import type { NewSweep, SweepStore } from "../store.js";
import type { Connection } from "./connection.js";
import { createDismissRequests } from "./control-requests.js";
import { readOptionalJson } from "./json-column.js";

interface SweepRow {
  id: number;
  name: string;
  description: string;
  source: string;
  file: string;
  method: string;
  metric_name: string;
  metric_goal: MetricGoal;
  created_at: number;
  updated_at: number;
  owner: string | null;
  paused_at: number | null;
}

export function createSweepStore(connection: Connection): SweepStore {
  const { db, write } = connection;
  const dismissRequests = createDismissRequests(connection);
  const save = db.prepare<[object], SweepRow>(`
    insert into sweeps (name, description, source, file, method, metric_name, metric_goal, created_at, updated_at)
    values (@name, @description, @source, @file, @method, @metricName, @metricGoal, @now, @now)
    on conflict (name) do update set
      description = excluded.description, source = excluded.source, file = excluded.file, method = excluded.method,
      metric_name = excluded.metric_name, metric_goal = excluded.metric_goal, updated_at = excluded.updated_at
    returning *`);
  const find = db.prepare<[string], SweepRow>("select * from sweeps where name = ?");
  const list = db.prepare<[], SweepRow>("select * from sweeps order by created_at desc, id desc");
  const acquire = db.prepare<[object]>(`
    update sweeps set owner = @owner
    where id = @sweepId and (owner is null or owner in (@owner, @replacing))`);
  const release = db.prepare<[object]>(
    "update sweeps set owner = null where id = @sweepId and owner = @owner",
  );
  const pause = db.prepare<[object]>(
    "update sweeps set paused_at = @pausedAt, updated_at = @now where id = @sweepId",
  );

  return {
    saveSweep: (sweep, now) => write(() => toRecord(save.get(bindings(sweep, now)) as SweepRow)), // "returning" gives a row
    findSweep: (name) => {
      const row = find.get(name);
      return row ? toRecord(row) : null;
    },
    listSweeps: () => list.all().map(toRecord),
    acquireSweep: (sweepId, owner, replacing) =>
      write(() => {
        const values = { sweepId, owner: text(owner), replacing: replacing && text(replacing) };
        if (acquire.run(values).changes === 0) return false;
        dismissRequests(sweepId);
        return true;
      }),
    releaseSweep: (sweepId, owner) => {
      write(() => {
        if (release.run({ sweepId, owner: text(owner) }).changes === 1) dismissRequests(sweepId);
      });
    },
    setSweepPaused: (sweepId, pausedAt, now) => {
      write(() => pause.run({ sweepId, pausedAt, now }));
    },
  };
}

function bindings(sweep: NewSweep, now: number): object {
  const { name, description, source, file, method, metric } = sweep;
  return {
    ...{ name, description, source, file, method, now },
    metricName: metric.name,
    metricGoal: metric.goal,
  };
}

function toRecord(row: SweepRow): SweepRecord {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    source: row.source,
    file: row.file,
    method: row.method,
    metric: { name: row.metric_name, goal: row.metric_goal },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    owner: readOptionalJson(processIdentity, row.owner, `sweeps.owner of \`${row.name}\``),
    pausedAt: row.paused_at,
  };
}

/** Equal identities give equal texts: parsing puts the keys in the schema's order. */
function text(identity: ProcessIdentity): string {
  return JSON.stringify(processIdentity.parse(identity));
}
