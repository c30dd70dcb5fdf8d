/** Pausing, and requests to orchestrators. */
export const control = `
  alter table sweeps add column paused_at real;            -- since when it starts no new runs
  alter table runs add column paused_at real;              -- since when its processes are stopped
  alter table runs add column paused_ms real not null default 0; -- how long the attempt was paused before

  create table control_requests (
    id         integer primary key,
    sweep_id   integer not null references sweeps (id),
    run_id     text references runs (id),                  -- null: about the whole sweep
    action     text not null,                              -- core/control.ts
    created_at real not null,
    answer     text                                        -- JSON: core/control.ts; null: open
  ) strict;
  create index open_control_requests on control_requests (sweep_id, id) where answer is null;
`;
