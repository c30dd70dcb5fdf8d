/**
 * What people say of runs, and what runs are found by. `variant_of` and `canonical_json` are functions of ours
 * (../functions.ts): SQL has no hash, and cannot put an object's keys in order.
 */
export const queries = `
  alter table runs add column variant text not null default '';  -- core/variant.ts
  alter table runs add column tags text not null default '[]';   -- JSON
  alter table runs add column note text not null default '';
  alter table runs add column pinned integer not null default 0 check (pinned in (0, 1));
  alter table runs add column archived integer not null default 0 check (archived in (0, 1));
  update runs set variant = variant_of(definition);

  -- Parameters by dotted name: every part of an object beside the object itself.
  create table run_params (
    name   text not null,
    run    integer not null references runs (number),
    type   text not null check (type in ('null', 'boolean', 'number', 'string', 'list', 'object')),
    number real,                                          -- of a boolean: 0 or 1
    text   text,                                          -- of a list or an object: JSON with its keys in order
    primary key (name, run)
  ) strict, without rowid;
  insert into run_params (name, run, type, number, text)
    with recursive part (name, run, type, value) as (
      select each.key, runs.number, each.type, each.value from runs, json_each(definition, '$.parameters') as each
      union all
      select part.name || '.' || each.key, part.run, each.type, each.value
      from part, json_each(part.value) as each where part.type = 'object')
    select name, run,
      case type when 'true' then 'boolean' when 'false' then 'boolean' when 'integer' then 'number' when 'real' then 'number'
        when 'text' then 'string' when 'array' then 'list' else type end,
      case when type in ('integer', 'real', 'true', 'false') then value end,
      case when type = 'text' then value when type in ('array', 'object') then canonical_json(value) end
    from part where true
    on conflict do nothing;

  create table views (
    name       text primary key,
    address    text not null,
    updated_at real not null
  ) strict, without rowid;
`;
