/**
 * The first schema. Times are milliseconds since 1970; columns that hold JSON say so. A published migration never changes:
 * what must be different later is another migration.
 */
export const initial = `
  pragma application_id = 0x73776570; -- "swep", so that another program's database is never taken for ours

  create table sweeps (
    id          integer primary key,
    name        text not null unique,
    description text not null,
    source      text not null,
    file        text not null,
    method      text not null,
    metric_name text not null,
    metric_goal text not null check (metric_goal in ('minimize', 'maximize')),
    created_at  real not null,
    updated_at  real not null,
    owner       text                                     -- JSON: core/process-identity.ts
  ) strict;

  create table runs (
    number       integer primary key,                    -- in order of creation
    id           text not null unique,
    key          text not null,
    generation   integer not null,
    name         text not null,
    definition   text not null,                          -- JSON: core/run-definition.ts
    state        text not null check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
    outcome      text,                                   -- JSON: core/outcome.ts
    attempt      integer not null default 0,
    process      text,                                   -- JSON: core/process-identity.ts
    progress     text,                                   -- JSON
    summary      text not null default '{}',             -- JSON
    event_offset integer not null default 0,             -- bytes of the current attempt's event file that are stored
    created_at   real not null,
    started_at   real,
    ended_at     real,
    heartbeat_at real,
    revision     integer not null
  ) strict;
  create index runs_by_key on runs (key, generation);
  create index runs_by_creation on runs (created_at, number);
  create unique index runs_by_revision on runs (revision);

  create table sweep_runs (
    sweep_id integer not null references sweeps (id),
    run_id   text not null references runs (id),
    position integer not null,
    current  integer not null check (current in (0, 1)), -- 0: the experiment lists it no longer
    primary key (sweep_id, run_id)
  ) strict, without rowid;
  create index sweep_runs_by_run on sweep_runs (run_id);

  create table attempts (
    run_id        text not null references runs (id),
    attempt       integer not null,
    started_at    real not null,
    ended_at      real,
    outcome       text,                                  -- JSON
    process       text,                                  -- JSON
    max_rss_bytes real,
    cpu_seconds   real,
    primary key (run_id, attempt)
  ) strict, without rowid;

  -- One metric of one run, with its summary. Steps begin at 0, so last_step -1 says that there is no point yet.
  create table series (
    id         integer primary key,
    run_id     text not null references runs (id),
    name       text not null,
    count      integer not null default 0,
    last       real,
    last_kind  text,
    last_step  integer not null default -1,
    min        real,
    min_step   integer,
    max        real,
    max_step   integer,
    non_finite text,
    unique (run_id, name)
  ) strict;
  create index series_by_name on series (name);

  create table points (
    series_id integer not null references series (id) on delete cascade,
    step      integer not null check (step >= 0),
    epoch     real,
    time      real not null,
    value     real,
    kind      text check (kind in ('NaN', 'Infinity', '-Infinity')),
    primary key (series_id, step),
    check ((value is null) = (kind is not null))
  ) strict, without rowid;

  create table artifacts (
    run_id     text not null references runs (id),
    path       text not null,
    kind       text not null,
    bytes      integer not null,
    sha256     text not null,
    created_at real not null,
    primary key (run_id, path)
  ) strict, without rowid;

  create table promotions (
    id         integer primary key,
    alias      text not null,
    run_id     text references runs (id),
    action     text not null check (action in ('promote', 'undo')),
    reason     text not null,
    created_at real not null
  ) strict;
  create index promotions_by_alias on promotions (alias, id);

  create table submissions (
    id         integer primary key,
    run_id     text not null references runs (id),
    path       text not null,
    sha256     text not null,
    rows       integer not null,
    expected   text,                                     -- JSON
    lineage    text not null,                            -- JSON
    created_at real not null
  ) strict;
  create index submissions_by_run on submissions (run_id, id);
`;
